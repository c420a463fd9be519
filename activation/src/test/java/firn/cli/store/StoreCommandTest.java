package firn.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.CommandRun;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store's commands, as a user calls them, on stores of their own. */
class StoreCommandTest {
  private static final String TWO =
      """
      let
        leaf = builtins.toFile "leaf-1.0" "leaf";
        tree = name: text: derivation {
          inherit name;
          system = "builtin";
          builder = "builtin:tree";
          __structuredAttrs = true;
          entries = { "bin/leaf".link = "${leaf}"; "text" = { inherit text; }; "same" = { inherit text; }; };
        };
      in { one = tree "app-1.0" "the same text"; two = tree "app-2.0" "the same text"; }
      """;

  private Path folder;
  private Path store;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("firn-store-command");
    store = folder.resolve("store");
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private CommandRun firn(String... words) {
    return run("firn", words);
  }

  /** A command with this test's store. */
  private CommandRun run(String name, String... words) {
    return CommandRun.of(name, withStore(store, words));
  }

  private static List<String> withStore(Path store, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--store", store.toString()));
    return all;
  }

  private String built(String attribute) {
    CommandRun run =
        firn("build", "-E", TWO, "-A", attribute, "-o", folder.resolve(attribute).toString());
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().strip();
  }

  @Test
  void damageIsFoundAndRepaired() throws IOException {
    String path = built("one");
    Path file = store.resolve(path.substring(1)).resolve("text");
    Posix.chmod(file.toString(), 0644);
    Files.writeString(file, "changed");
    CommandRun found = firn("store", "verify", "--check-contents");
    assertThat(found.code()).isEqualTo(3);
    assertThat(found.err()).contains("path '" + path + "' was modified");
    CommandRun repaired = firn("store", "verify", "--check-contents", "--repair");
    assertThat(repaired.code()).as(repaired.err()).isZero();
    assertThat(repaired.err()).contains("repaired '" + path + "'");
    assertThat(file).hasContent("the same text");
    assertThat(firn("store", "verify", "--check-contents").code()).isZero();
  }

  @Test
  void closuresAreExplainedAndCompared() {
    String one = built("one");
    String two = built("two");
    CommandRun why = firn("store", "why-depends", one, leaf(one));
    assertThat(why.out()).contains("bin/leaf: …-> /nix/store/").contains("└───" + leaf(one));
    assertThat(firn("store", "why-depends", leaf(one), one).code()).isEqualTo(1);
    assertThat(firn("store", "diff-closures", one, two).out()).isEqualTo("app: 1.0 → 2.0\n");
    assertThat(firn("store", "diff-closures", "--json", one, one).out().strip()).isEqualTo("[ ]");
    assertThat(firn("store", "ls", "-R", one).out())
        .isEqualTo("./bin\n./bin/leaf\n./same\n./text\n");
    assertThat(firn("store", "cat", one + "/text").out()).isEqualTo("the same text");
  }

  private String leaf(String path) {
    return run("nix-store", "-q", "--references", path).out().strip();
  }

  @Test
  void equalFilesAreShared() throws IOException {
    String one = built("one");
    built("two");
    // Three of the four texts, and one of the two links to the leaf.
    assertThat(firn("store", "optimise").err()).startsWith("4 files became names of others");
    Path file = store.resolve(one.substring(1)).resolve("text");
    assertThat(Posix.status(file.toString()).links()).isEqualTo(5);
    assertThat(firn("store", "verify", "--check-contents").code()).isZero();
    assertThat(firn("store", "optimise").err()).startsWith("0 files");
  }

  @Test
  void garbageGoesWithItsLink() throws IOException {
    String one = built("one");
    assertThat(firn("store", "gc", "--print-roots").out())
        .contains(folder.resolve("one") + " -> " + one);
    firn("store", "gc");
    assertThat(firn("store", "info", one).out()).isEqualTo(one + "\n");
    Files.delete(folder.resolve("one"));
    assertThat(firn("store", "gc", "--dry-run").out()).contains(one);
    assertThat(firn("store", "gc").err()).contains("3 paths deleted");
    assertThat(firn("store", "info", one).code()).isEqualTo(3);
  }

  @Test
  void aSignedCacheGoesRound() {
    String one = built("one");
    String secret = folder.resolve("secret").toString();
    String key = firn("store", "generate-key", "test-1", secret).out().strip();
    String cache = "file://" + folder.resolve("cache");
    assertThat(firn("store", "sign", "--key-file", secret, "-r", one).err())
        .isEqualTo("2 paths signed\n");
    assertThat(firn("store", "copy", "--to", cache + "?compression=zstd", one).err())
        .contains("2 paths copied");
    Path other = folder.resolve("other");
    CommandRun refused =
        CommandRun.of("firn", withStore(other, "store", "copy", "--from", cache, one));
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("no trusted key signed it");
    CommandRun taken =
        CommandRun.of(
            "firn",
            withStore(other, "store", "copy", "--from", cache, "--trusted-public-keys", key, one));
    assertThat(taken.code()).as(taken.err()).isZero();
    assertThat(
            CommandRun.of("firn", withStore(other, "store", "verify", "--check-contents")).code())
        .isZero();
  }

  @Test
  void nixBuildHasNixsExitCodes() {
    assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "busybox-static is not installed");
    String script =
        "derivation { name = \"x\"; system = builtins.currentSystem; builder = \"/bin/sh\";"
            + " args = [ \"-c\" \"%s\" ]; }";
    assertThat(nixBuild(script.formatted("echo said; exit 1")).code()).isEqualTo(100);
    assertThat(nixBuild(script.formatted("sleep 60"), "--timeout", "1").code()).isEqualTo(101);
    assertThat(
            nixBuild(
                    "derivation { name = \"x\"; system = \"builtin\"; builder = \"builtin:tree\";"
                        + " __structuredAttrs = true; entries = { \"\".text = \"x\"; };"
                        + " outputHash = \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\";"
                        + " outputHashMode = \"flat\"; }")
                .code())
        .isEqualTo(102);
    String random = script.formatted("read x < /proc/sys/kernel/random/uuid; echo $x > $out");
    assertThat(nixBuild(random).code()).isZero();
    CommandRun differs = nixBuild(random, "--check");
    assertThat(differs.code()).isEqualTo(104);
    assertThat(differs.err()).contains("may not be deterministic");
    assertThat(nixBuild("1 +").code()).isEqualTo(1);
  }

  private CommandRun nixBuild(String expression, String... more) {
    List<String> words = new ArrayList<>(List.of("-E", expression, "--no-out-link"));
    words.addAll(List.of(more));
    return run("nix-build", words.toArray(String[]::new));
  }
}
