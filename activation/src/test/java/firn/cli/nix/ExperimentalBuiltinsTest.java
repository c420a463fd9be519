package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.CommandRun;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builtins that exist only where somebody asks for the feature, as in Nix. */
class ExperimentalBuiltinsTest {
  private static final String DERIVATION =
      "derivation { name = \"x\"; system = \"s\"; builder = \"b\"; outputs = [ \"out\" \"dev\" ]; }";

  private Path folder;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("firn-experimental");
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private CommandRun eval(String store, String features, String expression) {
    List<String> words =
        new ArrayList<>(List.of("--store", folder.resolve(store).toString(), "--eval"));
    words.addAll(List.of("--extra-experimental-features", features, "-E", expression));
    return CommandRun.of("nix-instantiate", words);
  }

  private String value(String store, String features, String expression) {
    CommandRun run = eval(store, features, expression);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().strip();
  }

  private void refused(String store, String features, String expression, String why) {
    CommandRun run = eval(store, features, expression);
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains(why);
  }

  @Test
  void theyAreAbsentOtherwise() {
    assertThat(value("s", "", "builtins ? outputOf || builtins ? fetchClosure")).isEqualTo("false");
    assertThat(
            value(
                "s",
                "dynamic-derivations fetch-closure",
                "builtins ? outputOf && builtins ? fetchClosure"))
        .isEqualTo("true");
  }

  @Test
  void anOutputOfADerivationIsItsPath() {
    String features = "dynamic-derivations";
    String plain = "builtins.unsafeDiscardOutputDependency d.drvPath";

    assertThat(
            value(
                "s",
                features,
                """
                let d = %s; path = builtins.outputOf (%s) "dev"; in
                path == d.dev.outPath && builtins.getContext path == builtins.getContext d.dev.outPath
                """
                    .formatted(DERIVATION, plain)))
        .isEqualTo("true");
    String with = "let d = " + DERIVATION + "; in builtins.outputOf ";
    refused("s", features, with + "(" + plain + ") \"no\"", "does not have output 'no'");
    refused("s", features, with + "d \"out\"", "expected a string but found a set");
    refused("s", features, with + "d.drvPath \"out\"", "complete source and binary closure");
    refused("s", features, with + "d.outPath \"out\"", "derivations that others build");
    refused("s", features, with + "\"text\" \"out\"", "has 0 entries in its context");
  }

  @Test
  void closuresComeFromACache() throws IOException {
    Path cache = folder.resolve("cache");
    Path first = folder.resolve("first");
    CommandRun made =
        CommandRun.of(
            "nix-build",
            List.of(
                "--store",
                first.toString(),
                "--no-out-link",
                "-E",
                """
                derivation {
                  name = "top"; system = "builtin"; builder = "builtin:tree"; __structuredAttrs = true;
                  entries = { leaf.link = builtins.toFile "leaf" "text"; };
                }
                """));
    assertThat(made.code()).as(made.err()).isZero();
    String top = made.out().strip();
    String leaf =
        CommandRun.of("nix-store", List.of("--store", first.toString(), "-q", "--references", top))
            .out()
            .strip();
    CommandRun copied =
        CommandRun.of(
            "nix", List.of("copy", "--store", first.toString(), "--to", "file://" + cache, top));
    assertThat(copied.code()).as(copied.err()).isZero();

    String fetch = "builtins.fetchClosure { fromStore = \"file://%s\"; ".formatted(cache);
    String features = "fetch-closure";
    assertThat(
            value(
                "second",
                features,
                "builtins.readFile (%s fromPath = %s; })".formatted(fetch, leaf)))
        .isEqualTo("\"text\"");
    assertThat(folder.resolve("second" + leaf)).isRegularFile();
    refused("third", features, "%s fromPath = %s; }".formatted(fetch, top), "no cache");
    refused(
        "third",
        features,
        "%s fromPath = %s; inputAddressed = true; }".formatted(fetch, leaf),
        "is not input-addressed");
    refused(
        "third",
        features,
        "builtins.fetchClosure { fromStore = \"file://%s?a=b\"; fromPath = %s; }"
            .formatted(cache, leaf),
        "URL query parameters");
    refused("third", features, fetch + "}", "'fromPath' is missing");
  }

  @Test
  void whatNamesItsInputsMustBeAllowedAndSigned() throws IOException {
    Path cache = folder.resolve("cache");
    Path first = folder.resolve("first");
    String made =
        CommandRun.of(
                "nix-build",
                List.of(
                    "--store",
                    first.toString(),
                    "--no-out-link",
                    "-E",
                    """
                    derivation {
                      name = "top"; system = "builtin"; builder = "builtin:tree"; __structuredAttrs = true;
                      entries = { file.text = "x"; };
                    }
                    """))
            .out()
            .strip();
    CommandRun.of(
        "nix", List.of("copy", "--store", first.toString(), "--to", "file://" + cache, made));
    String call =
        "builtins.fetchClosure { fromStore = \"file://%s\"; fromPath = %s; ".formatted(cache, made);

    refused("second", "fetch-closure", call + "inputAddressed = true; }", "signed");
    CommandRun unsigned =
        CommandRun.of(
            "nix-instantiate",
            List.of(
                "--store",
                folder.resolve("second").toString(),
                "--eval",
                "--option",
                "require-sigs",
                "false",
                "--extra-experimental-features",
                "fetch-closure",
                "-E",
                "builtins.readFile (" + call + "inputAddressed = true; } + \"/file\")"));
    assertThat(unsigned.out()).as(unsigned.err()).isEqualTo("\"x\"\n");
    refused("second", "fetch-closure", call + "}", "is input-addressed");
  }
}
