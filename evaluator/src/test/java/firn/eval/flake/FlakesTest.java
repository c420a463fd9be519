package firn.eval.flake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.FetchSettings;
import firn.eval.fetch.GitFixture;
import firn.eval.print.JsonWriter;
import firn.eval.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locking and evaluating flakes. */
final class FlakesTest {
  @TempDir Path temp;

  private final List<String> log = new ArrayList<>();
  private List<FetchSettings.RegistrySource> registries = List.of();

  private Evaluator evaluator(boolean pure) {
    EvalSettings settings = EvalSettings.ofProcess().withPure(pure);
    FetchSettings fetch =
        settings.fetch().withCache(temp.resolve("cache")).withRegistries(registries, true);
    return new Evaluator(settings.change().fetch(fetch).build(), new ComputingStore(), log::add);
  }

  private String value(Path flake, LockFlags flags, Function<Value, Value> select) {
    Evaluator evaluator = evaluator(true);
    return evaluator.run(() -> {
      Flakes flakes = new Flakes(evaluator);
      FlakeRef ref = FlakeRefText.parse(flake.toString(), "/", false).ref();
      Value value = flakes.value(flakes.lock(ref, flags));
      return JsonWriter.write(select.apply(value), evaluator.coercion(), false).bytes();
    });
  }

  private String value(Path flake, String attribute) {
    return value(flake, LockFlags.defaults(), v -> v.asAttrs().require(attribute));
  }

  private GitFixture flake(String name, String text) throws IOException {
    GitFixture git = GitFixture.create(temp.resolve(name));
    git.file("flake.nix", text).commit("one");
    return git;
  }

  private static LockFlags updating(
      Set<List<String>> updates, Map<List<String>, FlakeRef> overrides) {
    return new LockFlags(
        false,
        true,
        true,
        true,
        true,
        false,
        overrides,
        updates,
        Optional.empty(),
        Optional.empty(),
        LockFlags.Unlocked.WARN);
  }

  @Test
  void theLockFileIsWrittenAsNixWritesIt() throws IOException {
    GitFixture one = flake("one", "{ outputs = { self }: { n = 1; }; }");
    String rev = one.git("rev-parse", "HEAD").strip();
    GitFixture two =
        flake(
            "two",
            """
            {
              inputs.one.url = "git+file://%s";
              inputs.again.follows = "one";
              inputs.data = { url = "git+file://%s"; flake = false; };
              outputs = { self, one, again, data }: { n = one.n + again.n; d = builtins.readDir data; };
            }
            """
                .formatted(one.folder(), one.folder()));

    assertThat(value(two.folder(), "n")).isEqualTo("2");
    String hash =
        value(
            two.folder(),
            LockFlags.defaults(),
            v ->
                v.asAttrs()
                    .require("inputs")
                    .asAttrs()
                    .require("one")
                    .asAttrs()
                    .require("narHash"));
    String node =
        """
              "locked": {
                "lastModified": 1580608922,
                "narHash": %s,
                "ref": "refs/heads/master",
                "rev": "%s",
                "revCount": 1,
                "type": "git",
                "url": "file://%s"
              },
              "original": {
                "type": "git",
                "url": "file://%s"
              }
        """
            .formatted(hash, rev, one.folder(), one.folder());
    assertThat(Files.readString(two.folder().resolve("flake.lock")))
        .isEqualTo(
            """
            {
              "nodes": {
                "data": {
                  "flake": false,
            %s    },
                "one": {
            %s    },
                "root": {
                  "inputs": {
                    "again": [
                      "one"
                    ],
                    "data": "data",
                    "one": "one"
                  }
                }
              },
              "root": "root",
              "version": 7
            }
            """
                .formatted(node, node));
    assertThat(two.git("ls-files")).contains("flake.lock");
    assertThat(value(two.folder(), "d")).isEqualTo("{\"flake.nix\":\"regular\"}");
  }

  @Test
  void whatIsLockedStaysUntilItIsUpdated() throws IOException {
    GitFixture one = flake("one", "{ outputs = { self }: { n = 1; }; }");
    GitFixture two =
        flake(
            "two",
            "{ inputs.one.url = \"git+file://%s\"; outputs = { self, one }: { n = one.n; }; }"
                .formatted(one.folder()));
    assertThat(value(two.folder(), "n")).isEqualTo("1");
    one.file("flake.nix", "{ outputs = { self }: { n = 2; }; }").commit("two");

    assertThat(value(two.folder(), "n")).isEqualTo("1");
    LockFlags update = updating(Set.of(List.of("one")), Map.of());
    assertThat(value(two.folder(), update, v -> v.asAttrs().require("n"))).isEqualTo("2");
    assertThat(log).anyMatch(line -> line.contains("Updated input 'one'"));
  }

  @Test
  void inputsOfInputsAreOverriddenAndFollowed() throws IOException {
    GitFixture a = flake("a", "{ outputs = { self }: { name = \"a\"; }; }");
    GitFixture b = flake("b", "{ outputs = { self }: { name = \"b\"; }; }");
    GitFixture middle =
        flake(
            "middle",
            "{ inputs.dep.url = \"git+file://%s\"; outputs = { self, dep }: { inherit (dep) name; }; }"
                .formatted(a.folder()));
    GitFixture top =
        flake(
            "top",
            """
            {
              inputs.other.url = "git+file://%s";
              inputs.middle = { url = "git+file://%s"; inputs.dep.follows = "other"; };
              outputs = { self, middle, other }: { inherit (middle) name; };
            }
            """
                .formatted(b.folder(), middle.folder()));

    assertThat(value(top.folder(), "name")).isEqualTo("\"b\"");
    assertThat(value(middle.folder(), "name")).isEqualTo("\"a\"");
    LockFlags overriding =
        updating(
            Set.of(),
            Map.of(List.of("other"), FlakeRefText.parseRef("git+file://" + a.folder(), "/")));
    assertThat(value(top.folder(), overriding, v -> v.asAttrs().require("name")))
        .isEqualTo("\"a\"");
  }

  @Test
  void relativeInputsLieInTheSameTree() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("mono"));
    git.file(
            "sub/flake.nix", "{ outputs = { self }: { n = 7; where = baseNameOf self.outPath; }; }")
        .file(
            "flake.nix",
            "{ inputs.sub.url = \"./sub\"; outputs = { self, sub }: { inherit (sub) n where; }; }")
        .commit("one");

    assertThat(value(git.folder(), "n")).isEqualTo("7");
    assertThat(value(git.folder(), "where")).isEqualTo("\"sub\"");
    assertThat(Files.readString(git.folder().resolve("flake.lock")))
        .contains("\"parent\": []")
        .contains("\"path\": \"./sub\"");
  }

  @Test
  void shortNamesComeFromTheRegistry() throws IOException {
    GitFixture one = flake("one", "{ outputs = { self }: { n = 1; }; }");
    registries =
        List.of(
            new FetchSettings.RegistrySource(
                FetchSettings.Rank.GLOBAL,
                "test",
                """
                { "version": 2, "flakes": [
                  { "from": { "type": "indirect", "id": "one" },
                    "to": { "type": "git", "url": "file://%s" } } ] }
                """
                    .formatted(one.folder())));
    GitFixture two = flake("two", "{ outputs = { self, one }: { n = one.n; }; }");

    assertThat(value(two.folder(), "n")).isEqualTo("1");
    assertThat(Files.readString(two.folder().resolve("flake.lock"))).contains("\"id\": \"one\"");
    GitFixture three = flake("three", "{ outputs = { self, nowhere }: { }; }");
    assertThatThrownBy(() -> value(three.folder(), "n"))
        .hasMessage("cannot find flake 'flake:nowhere' in the flake registries");
  }

  @Test
  void aFlakeIsEvaluatedPurely() throws IOException {
    GitFixture git =
        flake("impure", "{ outputs = { self }: { f = builtins.readFile /etc/hostname; }; }");

    assertThatThrownBy(() -> value(git.folder(), "f"))
        .hasMessageContaining("is forbidden in pure evaluation mode");
  }

  @Test
  void getFlakeWantsALockedReferenceInPureEvaluation() throws IOException {
    GitFixture one = flake("one", "{ outputs = { self }: { n = 1; }; }");
    String rev = one.git("rev-parse", "HEAD").strip();
    Evaluator pure = evaluator(true);

    assertThatThrownBy(() ->
            pure.run(
                () -> pure.evalExpression("builtins.getFlake \"" + one.folder() + "\"").force()))
        .hasMessageContaining("cannot call 'getFlake' on unlocked flake reference");
    long n =
        pure.run(() ->
            pure.evalExpression(
                    "(builtins.getFlake \"git+file://%s?rev=%s\").n".formatted(one.folder(), rev))
                .asInt());
    assertThat(n).isEqualTo(1);
  }

  @Test
  void getFlakeTakesAFolderThatMayBeRead() throws IOException {
    GitFixture one = flake("one", "{ outputs = { self }: { n = 1; }; }");
    String expression = "(builtins.getFlake (/. + \"" + one.folder() + "\")).n";
    Evaluator free = evaluator(false);
    Evaluator pure = evaluator(true);

    long n = free.run(() -> free.evalExpression(expression).asInt());
    assertThat(n).isEqualTo(1);
    assertThatThrownBy(() -> pure.run(() -> pure.evalExpression(expression).asInt()))
        .hasMessageContaining("is forbidden in pure evaluation mode");
  }

  @Test
  void cyclesAndMissingInputsAreErrors() throws IOException {
    GitFixture cycle =
        flake(
            "cycle",
            "{ inputs.a.follows = \"b\"; inputs.b.follows = \"a\"; outputs = { self, a, b }: { }; }");
    GitFixture missing =
        flake("missing", "{ inputs.a.follows = \"x/y\"; outputs = { self, a }: { }; }");

    assertThatThrownBy(() -> value(cycle.folder(), "n"))
        .hasMessageContaining("follow cycle detected");
    assertThatThrownBy(() -> value(missing.folder(), "n"))
        .hasMessage("input 'a' follows a non-existent input 'x/y'");
  }
}
