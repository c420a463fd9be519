package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.CommandRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nix eval} and the flags that every command of Nix takes. */
class NixEvalTest {
  @TempDir private Path folder;

  private static String run(String name, String... words) {
    CommandRun run = CommandRun.of(name, List.of(words));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void whatIsNamedBesideAFileIsAnAttributeOfIt() throws IOException {
    Path file = Files.writeString(folder.resolve("x.nix"), "{ a.b = 1; f = { c }: c; }");

    assertThat(run("nix", "eval", "a.b", "-f", file.toString())).isEqualTo("1\n");
    assertThat(run("nix", "eval", "-f", file.toString(), "f", "--argstr", "c", "text"))
        .isEqualTo("\"text\"\n");
    assertThat(run("nix", "eval", "--expr", "{ a = { b = 2; }; }", "a")).isEqualTo("{ b = 2; }\n");
  }

  @Test
  void settingsAreFlags() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      Files.writeString(Files.createDirectory(folder.resolve(name)).resolve(name + ".nix"), "1");
    }
    String one = folder + "/one";
    String two = folder + "/two";

    assertThat(run("nix-instantiate", "--nix-path", "p=" + one, "--find-file", "p/one.nix"))
        .isEqualTo(one + "/one.nix\n");
    assertThat(
            run(
                "nix-instantiate",
                "--extra-nix-path",
                "p=" + two,
                "-I",
                "p=" + one,
                "--find-file",
                "p/two.nix"))
        .isEqualTo(two + "/two.nix\n");
    assertThat(
            CommandRun.of(
                    "nix-instantiate",
                    List.of(
                        "--no-allow-import-from-derivation",
                        "--trace-verbose",
                        "--eval",
                        "-E",
                        "import (derivation { name = \"x\"; system = \"s\"; builder = \"b\"; })"))
                .err())
        .contains("allow-import-from-derivation");
  }

  @Test
  void whatEvaluationWritesCanBeImported() {
    String store = folder.resolve("store").toString();
    String expression =
        """
        import (derivation {
          name = "x"; system = "builtin"; builder = "builtin:tree"; __structuredAttrs = true;
          entries."".text = "40 + 2";
        }) + import (builtins.toFile "y" "1")
        """;

    assertThat(run("nix", "eval", "--store", store, "--expr", expression)).isEqualTo("43\n");
    assertThat(run("nix", "-vv", "eval", "--store", "dummy://", "--expr", "1", "--debug"))
        .isEqualTo("1\n");
  }

  @Test
  void treesArePrintedInOrderUpToTheFileThatIsWrong() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--parse"));
    StringBuilder trees = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      boolean wrong = i == 30;
      Path file = folder.resolve(i + ".nix");
      arguments.add(Files.writeString(file, wrong ? "[ " : "[ " + i + " ]").toString());
      trees.append(i < 30 ? "[ (" + i + ") ]\n" : "");
    }

    CommandRun run = CommandRun.of("nix-instantiate", arguments);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(trees.toString());
    assertThat(run.err()).contains("30.nix:1:3").doesNotContain("31.nix");
  }

  @Test
  void aFileLargerThanAnySourceIsAnError() throws IOException {
    Path file = folder.resolve("giant.nix");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(20L << 30);
    }

    for (String flag : new String[] {"--parse", "--eval"}) {
      CommandRun run = CommandRun.of("nix-instantiate", List.of(flag, file.toString()));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("is too large to be read");
    }
  }

  @Test
  void styledWordsOfAMessageAreBareWhereNobodyReadsThemOnATerminal() {
    CommandRun run =
        CommandRun.of(
            "nix-instantiate",
            List.of(
                "--eval",
                "-E",
                "throw \"a ${builtins.fromJSON ''\"\\u001b[1mbold\\u001b[0m\"''} word\""));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("a bold word").doesNotContain("\u001b");
  }
}
