package firn.eval.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.print.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Git repositories that are not as one would expect. */
final class GitOdditiesTest {
  @TempDir private Path temp;

  private String eval(String expression) {
    EvalSettings settings = EvalSettings.ofProcess();
    settings = settings.change().fetch(settings.fetch().withCache(temp.resolve("cache"))).build();
    Evaluator evaluator = new Evaluator(settings, new ComputingStore(), line -> {});
    return evaluator.run(() ->
        JsonWriter.write(evaluator.evalExpression(expression), evaluator.coercion(), false)
            .bytes());
  }

  @Test
  void onlyWhoCountsRevisionsNeedsTheHistory() throws IOException {
    GitFixture whole = GitFixture.create(temp.resolve("whole"));
    whole.file("a", "1").commit("one");
    whole.file("a", "2").commit("two");
    GitFixture around = GitFixture.create(temp.resolve("around"));
    around.git("clone", "-q", "--depth", "1", "file://" + whole.folder(), "cut");
    String cut = "{ url = \"file://%s/cut\"; ref = \"master\"; }".formatted(around.folder());

    assertThat(eval("builtins.readFile (fetchGit %s + \"/a\")".formatted(cut))).isEqualTo("\"2\"");
    assertThatThrownBy(() -> eval("(fetchGit %s).revCount".formatted(cut)))
        .isInstanceOf(EvalException.class)
        .hasMessageContaining("shallow Git repository");
    assertThat(eval("(fetchGit (%s // { shallow = true; })).revCount".formatted(cut)))
        .isEqualTo("0");
  }

  @Test
  void onlyWhatGitHasAsASubmoduleIsOne() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    git.file("plain", "text");
    String rev =
        git.file(
                ".gitmodules",
                """
                [submodule "plain"]
                  path = plain
                  url = file:///nowhere
                [submodule "missing"]
                  path = missing
                  url = file:///nowhere
                """)
            .commit("odd");

    assertThat(
            eval(
                "builtins.attrNames (builtins.readDir (fetchGit { url = \"file://%s\"; rev = \"%s\"; submodules = true; }))"
                    .formatted(git.folder(), rev)))
        .isEqualTo("[\".gitmodules\",\"plain\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1337", "foo./bar", "heads/fuß", "branch#", "$1", "foo.locke", "a@b"})
  void branchesAreNamedAsGitAllows(String name) throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    git.file("a", "1").commit("one");
    git.git("branch", name);

    assertThat(
            eval(
                "builtins.readFile (fetchGit { url = \"file://%s\"; ref = ''%s''; } + \"/a\")"
                    .formatted(git.folder(), name)))
        .isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "-x",
        ".foo",
        "a/./b",
        "a b",
        "a?b",
        "a^b",
        "a~b",
        "a:b",
        "a[b",
        "a.",
        "a..b",
        "a.lock",
        "a.lock/b",
        "a@{b",
        "a\\b",
        "a\tb",
        "/a",
        "a/",
        "a//b",
        "*",
        "a\u007f"
      })
  void otherNamesAreNone(String name) {
    assertThatThrownBy(
            () -> eval("fetchGit { url = \"file:///x\"; ref = ''%s''; }".formatted(name)))
        .isInstanceOf(EvalException.class)
        .hasMessageContaining("invalid Git branch/tag name");
  }
}
