package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.CommandRun;
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

/** What scripts ask of {@code nix-store} and {@code nix}, answered by Firn and by C++ Nix. */
class NixCommandOracleTest {
  private static final String EXPRESSION =
      """
      derivation {
        name = "top";
        system = "builtin";
        builder = "builtin:tree";
        __structuredAttrs = true;
        entries = { a.link = builtins.toFile "leaf" "leaf"; b.text = "b"; };
      }
      """;

  private Path folder;
  private Path store;
  private String top;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nix-store")), "nix-bin is not installed");
    folder = Files.createTempDirectory("firn-nix-command");
    store = folder.resolve("store");
    String link = folder.resolve("result").toString();
    CommandRun built =
        CommandRun.of("nix-build", List.of("--store", "" + store, "-E", EXPRESSION, "-o", link));
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

  private Answer nix(Object root, String name, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(words));
    command.addAll(List.of("--store", root.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("HOME", folder.toString());
    builder
        .environment()
        .put("NIX_CONFIG", "experimental-features = nix-command\nsubstituters =\n");
    Process process = builder.start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    return new Answer(process.waitFor(), new String(out, StandardCharsets.UTF_8));
  }

  private static Answer firn(Object root, String name, String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.addAll(List.of("--store", root.toString()));
    CommandRun run = CommandRun.of(name, command);
    return new Answer(run.code(), run.out());
  }

  @TestFactory
  Stream<DynamicTest> theSameIsAnswered() {
    String absent = "/nix/store/" + "0".repeat(32) + "-absent";
    return Stream.of(
            "nix path-info TOP",
            "nix path-info -r TOP",
            "nix path-info -s TOP",
            "nix path-info -S TOP",
            "nix path-info -rsS TOP",
            "nix path-info " + absent,
            "nix store ls TOP",
            "nix store ls -R TOP",
            "nix store cat TOP/b",
            "nix-store -q --roots " + absent,
            "nix-store -q --references " + absent,
            "nix-store --check-validity " + absent,
            "nix-store --verify-path " + absent,
            "nix-store --delete " + absent,
            "nix-store -r TOP",
            "nix-store --realise TOP --dry-run",
            "nix-store -q --outputs --references TOP",
            "nix-store -qR --include-outputs TOP",
            "nix-store -q -R TOP",
            "nix-store -q -d TOP",
            "nix-store --print-fixed-path sha256 "
                + "0ssi1wpaf7plaswqqjwigppsg5fyh99vdlb9kzl7c9lng89ndq1i file",
            "nix-store --print-fixed-path --recursive sha256 "
                + "0ssi1wpaf7plaswqqjwigppsg5fyh99vdlb9kzl7c9lng89ndq1i file",
            "nix-store --nonsense",
            "nix-store")
        .map(line ->
            DynamicTest.dynamicTest(
                line,
                () -> {
                  List<String> words =
                      new ArrayList<>(List.of(line.replace("TOP", top).split(" ")));
                  String name = words.removeFirst();
                  String[] all = words.toArray(String[]::new);
                  Answer expected = nix(store, name, all);
                  Answer got = firn(store, name, all);
                  assertThat(got.code()).as("exit code").isEqualTo(expected.code());
                  assertThat(sorted(got)).isEqualTo(sorted(expected));
                }));
  }

  /** Nix lists some things in the order of a hash table. */
  private static List<String> sorted(Answer answer) {
    return answer.out().lines().sorted().toList();
  }

  /** Nix takes what every command takes before its name too. */
  @Test
  void optionsMayComeBeforeTheCommand() {
    for (List<String> command : List.of(List.of("path-info", top), List.of("store", "ls", top))) {
      List<String> before = new ArrayList<>(List.of("--store", store.toString()));
      before.addAll(command);
      List<String> after = new ArrayList<>(command);
      after.addAll(List.of("--store", store.toString()));
      CommandRun run = CommandRun.of("nix", before);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isNotEmpty().isEqualTo(CommandRun.of("nix", after).out());
    }
  }

  @Test
  void archivesArePackedAndUnpackedAlike() throws Exception {
    Path tree = store.resolve(top.substring(1));
    Path dumped = folder.resolve("dump");
    Answer theirs = nix(store, "nix-store", "--dump", tree.toString());
    Answer ours = firn(store, "nix-store", "--dump", tree.toString());
    assertThat(ours).isEqualTo(theirs);
    Files.writeString(dumped, ours.out());
    assertThat(nix(store, "nix-store", "--dump", dumped.toString()).out())
        .isEqualTo(firn(store, "nix-store", "--dump", dumped.toString()).out());
  }

  @Test
  void eachCopiesWhatTheOtherWrote() throws Exception {
    String cache = "file://" + folder.resolve("cache");
    assertThat(firn(store, "nix", "copy", "--to", cache, top).code()).isZero();
    Path other = folder.resolve("other");
    assertThat(nix(other, "nix", "copy", "--no-check-sigs", "--from", cache, top).code()).isZero();
    assertThat(firn(other, "nix-store", "--verify", "--check-contents").code()).isZero();
    String back = "file://" + folder.resolve("back");
    assertThat(nix(other, "nix", "copy", "--to", back, top).code()).isZero();
    Path third = folder.resolve("third");
    assertThat(firn(third, "nix", "copy", "--from", back, top).code()).as("unsigned").isEqualTo(1);
    assertThat(firn(third, "nix", "copy", "--no-check-sigs", "--from", back, top).code()).isZero();
    assertThat(nix(third, "nix-store", "--verify", "--check-contents").code()).isZero();
    assertThat(nix(third, "nix", "path-info", "-r", top))
        .isEqualTo(nix(store, "nix", "path-info", "-r", top));
  }

  @TestFactory
  Stream<DynamicTest> theSameIsSaidOfACache() throws Exception {
    String cache = "file://" + folder.resolve("cache");
    assertThat(nix(store, "nix", "copy", "--to", cache, top).code()).isZero();
    return Stream.of(
            "path-info TOP",
            "path-info --all",
            "path-info -rsSh TOP",
            "path-info --sigs TOP",
            "path-info --json -S TOP",
            "path-info --json ABSENT",
            "path-info ABSENT",
            "store ls -lR TOP",
            "store ls TOP/b",
            "store ls TOP/none",
            "store cat TOP/b",
            "store dump-path TOP",
            "store dump-path ABSENT")
        .map(line ->
            DynamicTest.dynamicTest(
                line,
                () -> {
                  String[] words =
                      line.replace("TOP", top)
                          .replace("ABSENT", "/nix/store/" + "0".repeat(32) + "-absent")
                          .split(" ");
                  assertThat(firn(cache, "nix", words)).isEqualTo(nix(cache, "nix", words));
                }));
  }

  /** Builds something by a shell command, and answers its store path. */
  private static String built(Path store, String name, String command, String attributes) {
    String expression =
        """
        derivation {
          name = "%s";
          system = builtins.currentSystem;
          builder = "/bin/sh";
          args = [ "-c" "%s" ];
          %s
        }
        """
            .formatted(name, command, attributes);
    CommandRun run =
        CommandRun.of(
            "nix-build", List.of("--store", "" + store, "-E", expression, "--no-out-link"));
    assertThat(run.code()).as(run.err()).isZero();
    return "/nix/store/" + run.out().strip().replaceFirst(".*/", "");
  }

  @Test
  void aFileIsFetchedAlike() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "contents");
    String url = "file://" + file;
    for (List<String> words :
        List.of(
            List.of("--json", url),
            List.of("--json", "--executable", "--hash-type", "sha512", url),
            List.of("--json", "--name", "other", "--hash-type", "sha1", url),
            List.of(
                "--expected-hash", "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", url))) {
      List<String> command = new ArrayList<>(List.of("store", "prefetch-file"));
      command.addAll(words);
      String[] all = command.toArray(String[]::new);
      assertThat(firn(folder.resolve("ours"), "nix", all))
          .isEqualTo(nix(folder.resolve("theirs"), "nix", all));
    }
    assertThat(nix(folder.resolve("ours"), "nix-store", "--verify", "--check-contents").code())
        .isZero();
  }

  /** Also what names its own path, which has another hash for every path it may have. */
  @Test
  void copiesThatFollowFromTheirContentsAreTheSame() throws Exception {
    Path first = folder.resolve("first");
    String self =
        built(first, "self", "echo $out $leaf > $out", "leaf = builtins.toFile \"leaf\" \"leaf\";");
    Path second = folder.resolve("second");
    String local = first.toString();
    assertThat(nix(second, "nix", "copy", "--no-check-sigs", "--from", local, self).code())
        .isZero();
    String[] command = {"store", "make-content-addressed", "--json", self};
    Answer ours = firn(first, "nix", command);
    assertThat(ours).isEqualTo(nix(second, "nix", command));
    String copy = ours.out().replaceFirst(".*:\"(.*)\"}}", "$1");
    Path third = folder.resolve("third");
    // Nobody signed it, and nobody needs to.
    assertThat(firn(third, "nix", "copy", "--from", second.toString(), copy).code()).isZero();
    assertThat(nix(third, "nix-store", "--verify", "--check-contents").code()).isZero();
    assertThat(nix(third, "nix", "path-info", "-rsS", copy))
        .isEqualTo(nix(second, "nix", "path-info", "-rsS", copy));
  }

  @Test
  void logsGoToCachesAndBack() throws Exception {
    String out = built(store, "logged", "echo said; echo > $out", "");
    String derivation = nix(store, "nix-store", "-q", "--deriver", out).out().strip();
    String cache = "file://" + folder.resolve("logs");
    assertThat(firn(store, "nix", "store", "copy-log", "--to", cache, derivation).code()).isZero();
    assertThat(firn(store, "nix", "copy", "--to", cache, out, derivation).code()).isZero();
    assertThat(firn(cache, "nix", "log", out).out()).isEqualTo("said\n");
    assertThat(nix(cache, "nix", "log", derivation).out()).isEqualTo("said\n");
    Path other = folder.resolve("other");
    assertThat(firn(other, "nix", "store", "copy-log", "--from", cache, derivation).code())
        .isZero();
    // Nix asks for the log of what is valid only.
    assertThat(firn(other, "nix", "copy", "--no-check-sigs", "--from", cache, derivation).code())
        .isZero();
    assertThat(nix(other, "nix", "log", derivation).out()).isEqualTo("said\n");
    Answer none = firn(store, "nix", "store", "copy-log", "--to", cache, derivation + "x");
    assertThat(none.code()).isEqualTo(1);
  }

  @Test
  void linksMadeByRealisingKeepWhatTheyLeadTo() throws Exception {
    Files.delete(folder.resolve("result"));
    String link = folder.resolve("rooted").toString();
    assertThat(firn(store, "nix-store", "-r", top, "--add-root", link, "--indirect").out())
        .isEqualTo(link + "\n");
    assertThat(firn(store, "nix-store", "--gc").code()).isZero();
    assertThat(nix(store, "nix-store", "--check-validity", top).code()).isZero();
    assertThat(firn(store, "nix-store", "--delete", top).code()).isEqualTo(1);
    Files.delete(Path.of(link));
    assertThat(firn(store, "nix-store", "--delete", top).code()).isZero();
    assertThat(nix(store, "nix-store", "--check-validity", top).code()).isEqualTo(1);
  }
}
