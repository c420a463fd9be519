package firn.eval.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.print.JsonWriter;
import firn.store.posix.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fetchMercurial}, {@code fetchTree} and flake references with a repository of {@code hg}.
 */
final class MercurialTest {
  @TempDir private Path temp;

  private final List<String> log = new ArrayList<>();
  private Path repository;
  private String first;
  private String second;

  @BeforeEach
  void commitTwice() throws IOException, InterruptedException {
    assumeTrue(Program.find("hg") != null, "mercurial is not installed");
    repository = temp.resolve("repository");
    Mercurial.run("init", "--", repository.toString());
    first = commit("hello", "utrecht\n");
    second = commit("hello", "world\n");
  }

  private String commit(String file, String text) throws IOException, InterruptedException {
    Files.writeString(repository.resolve(file), text);
    String folder = repository.toString();
    Mercurial.run("commit", "-R", folder, "-A", "-m", "change", "-u", "a@example.org", "-d", "0 0");
    return Mercurial.run("log", "-R", folder, "-r", "tip", "--template", "{node}");
  }

  private String eval(String expression, boolean pure) {
    EvalSettings settings = EvalSettings.ofProcess().withPure(pure);
    settings = settings.change().fetch(settings.fetch().withCache(temp.resolve("cache"))).build();
    Evaluator evaluator = new Evaluator(settings, new ComputingStore(), log::add);
    return evaluator.run(() ->
        JsonWriter.write(evaluator.evalExpression(expression), evaluator.coercion(), false)
            .bytes());
  }

  private String hello(String attributes) {
    return eval(
        "builtins.readFile (fetchMercurial { url = \"file://%s\"; %s } + \"/hello\")"
            .formatted(repository, attributes),
        false);
  }

  @Test
  void theBranchIsThatOfDefault() {
    assertThat(eval("removeAttrs (fetchMercurial %s) [ \"outPath\" ]".formatted(repository), false))
        .isEqualTo(
            "{\"branch\":\"default\",\"rev\":\"%s\",\"revCount\":1,\"shortRev\":\"%s\"}"
                .formatted(second, second.substring(0, 12)));
    assertThat(hello("")).isEqualTo("\"world\\n\"");
    assertThat(hello("rev = \"default\";")).isEqualTo("\"world\\n\"");
    assertThat(hello("rev = \"%s\";".formatted(first))).isEqualTo("\"utrecht\\n\"");
  }

  @Test
  void whatWasFetchedIsKeptForAWhile() throws IOException {
    assertThat(hello("rev = \"%s\";".formatted(first))).isEqualTo("\"utrecht\\n\"");
    assertThat(hello("")).isEqualTo("\"world\\n\"");
    Files.move(repository, temp.resolve("elsewhere"));

    assertThat(hello("rev = \"%s\";".formatted(first))).isEqualTo("\"utrecht\\n\"");
    assertThat(hello("")).isEqualTo("\"world\\n\"");
    assertThatThrownBy(() -> hello("rev = \"other\";"))
        .isInstanceOf(FetchFailure.class)
        .hasMessageContaining("hg pull failed");
  }

  @Test
  void aChangedCheckoutHoldsWhatMercurialKnows() throws IOException, InterruptedException {
    Files.createDirectories(repository.resolve("kept/below"));
    Files.writeString(repository.resolve("kept/below/file"), "new\n");
    Files.writeString(repository.resolve("unknown"), "unseen\n");
    Mercurial.run("add", "-R", repository.toString(), "--", repository + "/kept/below/file");
    Mercurial.run("remove", "-R", repository.toString(), "--", repository + "/hello");

    assertThat(
            eval(
                """
                let
                  tree = fetchMercurial %s;
                in
                [ tree.rev (builtins.readDir tree) (builtins.readFile "${tree}/kept/below/file") ]
                """
                    .formatted(repository),
                false))
        .isEqualTo("[\"%s\",{\"kept\":\"directory\"},\"new\\n\"]".formatted("0".repeat(40)));
    assertThat(log).anyMatch(line -> line.contains("is unclean"));
  }

  @Test
  void pureEvaluationWantsARevision() {
    String url = "url = \"file://%s\";".formatted(repository);

    assertThat(eval("(fetchMercurial { %s rev = \"%s\"; }).rev".formatted(url, first), true))
        .isEqualTo("\"" + first + "\"");
    assertThatThrownBy(() -> eval("fetchMercurial { %s }".formatted(url), true))
        .isInstanceOf(EvalException.class)
        .hasMessageContaining("requires a Mercurial revision");
  }

  @Test
  void treesAndFlakesComeFromItToo() throws IOException, InterruptedException {
    String third = commit("flake.nix", "{ outputs = { self }: { answer = 42; }; }\n");

    assertThat(
            eval(
                "(fetchTree { type = \"hg\"; url = \"file://%s\"; rev = \"%s\"; }).shortRev"
                    .formatted(repository, first),
                true))
        .isEqualTo("\"" + first.substring(0, 7) + "\"");
    assertThat(
            eval(
                "(builtins.getFlake \"hg+file://%s?rev=%s\").answer".formatted(repository, third),
                true))
        .isEqualTo("42");
  }

  @Test
  void namesAreNeverOptionsOrExpressions() {
    for (String name : new String[] {"-x", "--config=a", "all()", "a b", "a:b"}) {
      assertThatThrownBy(() -> hello("rev = \"%s\";".formatted(name)))
          .isInstanceOf(EvalException.class)
          .hasMessageContaining("invalid Mercurial branch/tag name");
    }
  }
}
