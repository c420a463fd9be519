package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.CommandRun;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
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

/** {@code nix-store}, Firn's and C++ Nix's, asked the same of one store. */
class NixStoreOracleTest {
  private static final String EXPRESSION =
      """
      let
        leaf = builtins.toFile "leaf" "leaf";
        middle = builtins.toFile "middle" "${leaf}";
      in derivation {
        name = "top";
        system = "builtin";
        builder = "builtin:tree";
        __structuredAttrs = true;
        entries = { a.link = middle; b.link = leaf; };
      }
      """;

  private Path folder;
  private Path store;
  private String top;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nix-store")), "nix-bin is not installed");
    folder = Files.createTempDirectory("firn-nix-store");
    store = folder.resolve("store");
    CommandRun built =
        CommandRun.of(
            "nix-build",
            List.of(
                "--store",
                store.toString(),
                "-E",
                EXPRESSION,
                "-o",
                folder.resolve("result").toString()));
    assertThat(built.code()).as(built.err()).isZero();
    top = built.out().strip();
  }

  @AfterEach
  void close() throws IOException {
    if (folder != null) {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  private record Answer(int code, String out) {}

  private static Answer nix(Path store, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nix-store", "--store", store.toString()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    return new Answer(process.waitFor(), new String(out, StandardCharsets.UTF_8));
  }

  private static Answer firn(Path store, String... words) {
    List<String> command = new ArrayList<>(List.of("--store", store.toString()));
    command.addAll(List.of(words));
    CommandRun run = CommandRun.of("nix-store", command);
    return new Answer(run.code(), run.out());
  }

  @TestFactory
  Stream<DynamicTest> queriesHaveTheSameAnswers() {
    String deriver = firn(store, "-q", "--deriver", top).out().strip();
    String leaf = firn(store, "-qR", top).out().lines().findFirst().orElseThrow();
    return Stream.of(
            "-qR",
            "-q --references",
            "-q --referrers",
            "-q --referrers-closure",
            "-q --deriver",
            "-q --hash",
            "-q --size",
            "-q --tree",
            "-q --graph",
            "-q --outputs",
            "-q",
            "-q --requisites --include-outputs",
            "-q --binding name",
            "--verify-path",
            "--check-validity",
            "--dump-db",
            "--export")
        .flatMap(question ->
            Stream.of(top, deriver, leaf)
                .map(path ->
                    DynamicTest.dynamicTest(
                        question + " " + path.replaceFirst(".*-", ""),
                        () -> {
                          List<String> words = new ArrayList<>(List.of(question.split(" ")));
                          words.add(path);
                          String[] all = words.toArray(String[]::new);
                          Answer expected = nix(store, all);
                          Answer got = firn(store, all);
                          assertThat(got.code()).isEqualTo(expected.code());
                          assertThat(got.out()).isEqualTo(expected.out());
                        })));
  }

  @Test
  void eachVerifiesAndCollectsWhatTheOtherMade() throws Exception {
    assertThat(nix(store, "--verify", "--check-contents").code()).isZero();
    Path file = Files.writeString(folder.resolve("by-nix"), "x");
    String added = nix(store, "--add", file.toString()).out().strip();
    assertThat(firn(store, "--verify", "--check-contents").code()).isZero();
    assertThat(firn(store, "--gc").code()).isZero();
    assertThat(firn(store, "--check-validity", added).code()).isEqualTo(1);
    assertThat(nix(store, "--check-validity", top).code()).isZero();
    assertThat(nix(store, "--optimise").code()).isZero();
    assertThat(firn(store, "--optimise").code()).isZero();
    assertThat(nix(store, "--verify", "--check-contents").code()).isZero();
    assertThat(nix(store, "--gc").code()).isZero();
    assertThat(firn(store, "--check-validity", top).code()).isZero();
  }

  /**
   * A result link into a store away from {@code /} leads to the physical path, so that it can be
   * followed; C++ Nix does not recognise such a link, and sees the root that stands for it.
   */
  @Test
  void collectsWhatADeletedLinkKeptOnceFirnHasLookedForRoots() throws Exception {
    Path standsFor = store.resolve("nix/var/nix/gcroots/firn");
    assertThat(links(standsFor)).containsExactly(top);
    Files.delete(folder.resolve("result"));
    assertThat(nix(store, "--gc", "--print-roots").out()).contains(standsFor + "/");
    assertThat(nix(store, "--gc").code()).isZero();
    assertThat(nix(store, "--check-validity", top).code()).as("the root is still there").isZero();

    assertThat(firn(store, "--gc", "--print-roots").out()).doesNotContain(top);
    assertThat(links(standsFor)).isEmpty();
    assertThat(nix(store, "--gc").code()).isZero();
    assertThat(nix(store, "--dump-db").out()).as("nothing of ours is left").isEmpty();
    assertThat(firn(store, "--dump-db").out()).isEmpty();
  }

  @Test
  void makingAnotherLinkForgetsThoseThatAreGone() throws Exception {
    Files.delete(folder.resolve("result"));
    CommandRun built =
        CommandRun.of(
            "nix-build",
            List.of(
                "--store",
                store.toString(),
                "-E",
                EXPRESSION.replace("name = \"top\"", "name = \"other\""),
                "-o",
                folder.resolve("other").toString()));
    assertThat(built.code()).as(built.err()).isZero();
    assertThat(nix(store, "--gc").code()).isZero();
    assertThat(nix(store, "--check-validity", top).code()).isEqualTo(1);
    assertThat(nix(store, "--check-validity", built.out().strip()).code()).isZero();
  }

  private static List<String> links(Path directory) throws IOException {
    List<String> targets = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path link : all.toList()) {
        targets.add(Files.readSymbolicLink(link).toString());
      }
    }
    return targets;
  }

  /** There a link leads to the logical path, as C++ Nix makes it: in a mount namespace. */
  @Test
  void collectsWhatADeletedLinkKeptInTheStoreAtTheRoot() throws Exception {
    assumeTrue(Posix.isRoot() && Files.isDirectory(Path.of("/nix")), "needs root and /nix");
    Path own = Files.createDirectories(folder.resolve("own"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        """
        set -e
        mount --bind "$1" /nix
        "$2" --enable-native-access=ALL-UNNAMED -Dfirn.name=nix-build -cp "$3" firn.cli.Main -E "$4" -o "$5"
        export NIX_REMOTE=local NIX_CONFIG='build-users-group ='
        nix-store --gc
        nix-store --dump-db | grep -c '^/nix/store/.*-top$'
        rm "$5"
        nix-store --gc
        nix-store --dump-db | wc -l
        """;
    Process process =
        new ProcessBuilder(
                "unshare",
                "-m",
                "sh",
                "-c",
                script,
                "sh",
                own.toString(),
                java,
                System.getProperty("java.class.path"),
                EXPRESSION,
                folder.resolve("rooted").toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    assertThat(out.lines().filter(line -> line.matches("[0-9]+"))).containsExactly("1", "0");
  }

  @Test
  void filesAreAddedAtTheSamePaths() throws Exception {
    Path other = folder.resolve("other");
    Path file = Files.writeString(folder.resolve("file"), "contents\n");
    for (String words :
        List.of(
            "--add", "--add-fixed sha1", "--add-fixed sha256", "--add-fixed --recursive sha512")) {
      List<String> all = new ArrayList<>(List.of(words.split(" ")));
      all.add(file.toString());
      String[] command = all.toArray(String[]::new);
      assertThat(firn(store, command)).as(words).isEqualTo(nix(other, command));
    }
  }
}
