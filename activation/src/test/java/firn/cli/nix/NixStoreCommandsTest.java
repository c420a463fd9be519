package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.CommandRun;
import firn.store.build.SandboxShell;
import firn.store.cache.SigningKey;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The newer commands of Nix that ask a store and add to it, answered by Firn and by C++ Nix: byte
 * for byte, but for the colours that Nix gives to what no terminal shows.
 */
class NixStoreCommandsTest {
  private static final String EXPRESSION =
      """
      let
        package = name: entries: derivation {
          inherit name entries;
          system = "builtin";
          builder = "builtin:tree";
          __structuredAttrs = true;
        };
        leaf = version: package "leaf-${version}" { text.text = version; };
        middle = version: package "mid-${version}" {
          a.link = leaf version;
          "sub/b".link = "${leaf version}/text";
          c = { text = "#! ${leaf version}/bin\\n"; executable = true; };
        };
        part = version: package "mid-${version}-dev" {
          lib.text = builtins.concatStringsSep "\\t" [ (builtins.substring 0 40 "${middle version}x") (middle version) ];
        };
        large = n: package "m-dev" {
          data.text = builtins.concatStringsSep "" (builtins.genList (i: "0123456789abcdef") n);
        };
        top = version: n: package "top" {
          m.link = middle version;
          p.link = part version;
          l.link = leaf version;
          u.link = leaf "unv";
          large.link = large n;
        };
      in [ (top "1.0" 20) (top "1.1" 200000) ]
      """;

  private Path folder;
  private Path store;
  private String first;
  private String second;
  private String leaf;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nix-store")), "nix-bin is not installed");
    folder = Files.createTempDirectory("firn-store-commands");
    store = folder.resolve("store");
    CommandRun built =
        CommandRun.of(
            "nix-build",
            List.of("--store", "" + store, "-E", EXPRESSION, "-o", "" + folder.resolve("result")));
    assertThat(built.code()).as(built.err()).isZero();
    List<String> paths = built.out().lines().toList();
    first = paths.getFirst();
    second = paths.getLast();
    leaf =
        firn("nix-store", "-qR", first)
            .out
            .lines()
            .filter(path -> path.endsWith("-leaf-1.0"))
            .findFirst()
            .orElseThrow();
  }

  @AfterEach
  void close() throws IOException {
    if (folder != null) {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  private record Answer(int code, String out, String err) {}

  private Answer nix(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--store", store.toString()));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("HOME", folder.toString());
    builder
        .environment()
        .put(
            "NIX_CONFIG",
            "experimental-features = nix-command\nsubstituters =\nbuild-users-group =\n");
    Process process = builder.start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    return new Answer(
        process.waitFor(),
        new String(out, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", ""),
        Files.readString(errors).replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  private Answer firn(String name, String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--store", store.toString()));
    CommandRun run = CommandRun.of(name, command);
    return new Answer(run.code(), run.out(), run.err());
  }

  private String[] words(String line) {
    return line.replace("FIRST", first)
        .replace("SECOND", second)
        .replace("LEAF", leaf)
        .replace("ABSENT", "/nix/store/" + "0".repeat(32) + "-absent")
        .replace("HERE", folder.toString())
        .split(" ");
  }

  private Answer ours(String line) {
    return firn("nix", words(line));
  }

  private Answer theirs(String line) throws Exception {
    return nix(Stream.concat(Stream.of("nix"), Stream.of(words(line))).toArray(String[]::new));
  }

  @TestFactory
  Stream<DynamicTest> theSameIsAnswered() throws IOException {
    Files.writeString(folder.resolve("file"), "contents\n");
    Files.writeString(Files.createDirectory(folder.resolve("tree")).resolve("a"), "a");
    return Stream.of(
            "path-info FIRST SECOND",
            "path-info -rsS FIRST",
            "path-info -rsSh --sigs FIRST SECOND",
            "path-info --all",
            "path-info --json -rS FIRST",
            "path-info --json ABSENT FIRST",
            "path-info ABSENT",
            "why-depends FIRST LEAF",
            "why-depends --all FIRST LEAF",
            "why-depends --precise FIRST LEAF",
            "why-depends --precise --all FIRST LEAF",
            "why-depends --all FIRST FIRST",
            "why-depends FIRST SECOND",
            "store diff-closures FIRST SECOND",
            "store diff-closures SECOND FIRST",
            "store diff-closures LEAF SECOND",
            "store add-file HERE/file",
            "store add-file -n other HERE/file",
            "store add-file --dry-run -n none HERE/file",
            "store add-path HERE/tree",
            "store add-path --dry-run -n none HERE/tree",
            "store add-path HERE/nothing",
            "store dump-path FIRST",
            "nar dump-path HERE/tree",
            "store ls -d FIRST",
            "store ls -dl FIRST",
            "store ls -dl FIRST/m",
            "store ls --json -R FIRST",
            "store ls --json FIRST/m",
            "store ls FIRST/nothing",
            "store cat FIRST/nothing",
            "store delete FIRST",
            "store gc --dry-run")
        .map(line ->
            DynamicTest.dynamicTest(
                line,
                () -> {
                  Answer expected = theirs(line);
                  Answer got = ours(line);
                  assertThat(got.out).isEqualTo(expected.out);
                  assertThat(got.code).as("exit code").isEqualTo(expected.code);
                }));
  }

  /** What is said of each path, in whatever order, and whether something is wrong. */
  @TestFactory
  Stream<DynamicTest> verifyingSaysTheSame() throws IOException {
    makeKey();
    assertThat(ours("store sign -k HERE/secret -r FIRST").code).isZero();
    Path damaged = store.resolve(second.substring(1)).resolve("more");
    Files.writeString(damaged, "");
    String trusted = " --trusted-public-keys " + publicKey();
    return Stream.of(
            "store verify FIRST",
            "store verify --all --no-contents",
            "store verify --all --no-trust",
            "store verify -r SECOND",
            "store verify -n 1 -r FIRST" + trusted,
            "store verify -n 2 -r FIRST" + trusted,
            "store verify --no-contents --sigs-needed 1 -r FIRST",
            "store verify -n 1 --no-trust FIRST")
        .map(line ->
            DynamicTest.dynamicTest(
                line,
                () -> {
                  Answer expected = theirs(line);
                  Answer got = ours(line);
                  assertThat(got.err.lines().sorted().toList())
                      .isEqualTo(expected.err.lines().sorted().toList());
                  assertThat(got.code).isEqualTo(expected.code);
                }));
  }

  private void makeKey() throws IOException {
    CommandRun run = CommandRun.of("nix", List.of("key", "generate-secret", "--key-name", "k-1"));
    assertThat(run.code()).as(run.err()).isZero();
    Files.writeString(folder.resolve("secret"), run.out());
  }

  private String publicKey() throws IOException {
    return SigningKey.parse(Files.readString(folder.resolve("secret"))).publicText();
  }

  @Test
  void eachReadsTheKeysAndSignaturesOfTheOther() throws Exception {
    makeKey();
    assertThat(theirs("store sign -k HERE/secret -r FIRST").err).contains("added 6 signatures");
    Answer ours = ours("store sign -k HERE/secret -r FIRST");
    assertThat(ours.err).contains("added 0 signatures");
    assertThat(theirs("store verify -n 1 -r FIRST --trusted-public-keys " + publicKey()).code)
        .isZero();
    assertThat(ours("store verify -n 1 -r FIRST --trusted-public-keys " + publicKey()).code)
        .isZero();
    assertThat(ours("store verify -n 1 -r FIRST").code).as("an unknown key").isNotZero();
  }

  @Test
  void signaturesComeFromACache() throws Exception {
    makeKey();
    String cache = "file://" + folder.resolve("cache");
    assertThat(theirs("copy --to " + cache + "?secret-key=HERE/secret FIRST").code).isZero();
    String verify = "store verify -n 1 -r FIRST --trusted-public-keys " + publicKey();
    assertThat(ours(verify).code).isNotZero();
    assertThat(ours(verify + " -s " + cache).code).isZero();
    assertThat(ours("store copy-sigs -s " + cache + " -r FIRST").err)
        .contains("imported 6 signatures");
    assertThat(ours(verify).code).isZero();
    assertThat(theirs(verify).code).isZero();
  }

  /** As with Nix, which shows it once only, and not at all with -Q but for failures. */
  @Test
  void whatBuildersPrintIsShownAsItComes() {
    assumeTrue(SandboxShell.find().isPresent(), "no busybox for builders");
    String system = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    String expression =
        "derivation { name = \"talks\"; system = \""
            + system
            + "-linux\"; builder = \"/bin/sh\"; args = [ \"-c\" \"echo it says; exit 3\" ]; }";
    Answer loud = firn("nix-build", "-E", expression, "--no-out-link");
    assertThat(loud.code).isEqualTo(100);
    assertThat(loud.err).contains("talks> it says").containsOnlyOnce("it says");
    Answer quiet = firn("nix-build", "-E", expression, "--no-out-link", "-Q");
    assertThat(quiet.err).doesNotContain("talks> ").containsOnlyOnce("it says");
    CommandRun made =
        CommandRun.of("nix-instantiate", List.of("--store", "" + store, "-E", expression));
    assertThat(firn("nix-store", "-r", made.out().strip()).err)
        .contains("talks> it says")
        .containsOnlyOnce("it says");
    assertThat(firn("nix-store", "-r", made.out().strip(), "-Q").err)
        .doesNotContain("talks> ")
        .containsOnlyOnce("it says");
  }

  @Test
  void aStoreThatCanBeUsedAnswers() throws Exception {
    assertThat(theirs("store ping").err).startsWith("Store URL: local\n");
    Answer ours = ours("store ping");
    assertThat(ours.code).isZero();
    assertThat(ours.err).startsWith("Store URL: local\nVersion: ");
    assertThat(ours("store info --json").out).startsWith("{\"trusted\":true,\"url\":\"local\",");
  }
}
