package firn.eval.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.print.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fetchurl}, {@code fetchTarball}, {@code fetchGit} and {@code fetchTree}. */
final class FetchersTest {
  private static final String REV = "0123456789abcdef0123456789abcdef01234567";

  /** In milliseconds. */
  private static final long TIME = 1_000_000_000L * 1000;

  @TempDir Path temp;

  private final List<String> log = new ArrayList<>();

  private String eval(String expression) {
    return eval(expression, settings -> settings);
  }

  private String eval(String expression, UnaryOperator<EvalSettings> change) {
    EvalSettings settings = EvalSettings.ofProcess();
    settings =
        change.apply(
            settings.change().fetch(settings.fetch().withCache(temp.resolve("cache"))).build());
    Evaluator evaluator = new Evaluator(settings, new ComputingStore(), log::add);
    return evaluator.run(() ->
        JsonWriter.write(evaluator.evalExpression(expression), evaluator.coercion(), false)
            .bytes());
  }

  private static EvalSettings pure(EvalSettings settings) {
    return settings.withPure(true);
  }

  @Test
  void aCleanCheckoutSaysWhichCommitItIs() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    git.file("a/b", "one\n").commit("one");
    String rev = git.file("c", "two\n").commit("two");

    String tree =
        eval("removeAttrs (builtins.fetchGit " + git.folder() + ") [ \"outPath\" \"narHash\" ]");

    assertThat(tree)
        .isEqualTo(
            "{\"lastModified\":1580608922,\"lastModifiedDate\":\"20200202020202\",\"rev\":\""
                + rev
                + "\",\"revCount\":2,\"shortRev\":\""
                + rev.substring(0, 7)
                + "\",\"submodules\":false}");
  }

  @Test
  void aDirtyCheckoutHoldsWhatGitKnowsAndNoRevision() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    String rev = git.file("a", "one\n").commit("one");
    Files.writeString(git.folder().resolve("a"), "changed\n");
    Files.writeString(git.folder().resolve("unknown"), "x");
    git.file("new/deep", "new\n");

    String tree =
        eval(
            "let t = builtins.fetchGit "
                + git.folder()
                + "; in [ (builtins.readDir t) (builtins.readFile (t + \"/a\")) t.rev t.dirtyRev"
                + " t.revCount ]");

    assertThat(tree)
        .isEqualTo(
            "[{\"a\":\"regular\",\"new\":\"directory\"},\"changed\\n\",\""
                + "0".repeat(40)
                + "\",\""
                + rev
                + "-dirty\",0]");
    assertThat(log).contains("warning: Git tree '" + git.folder() + "' is dirty");
  }

  @Test
  void aRevisionIsTheSameWhereverItComesFrom() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    String first = git.file("a", "one\n").commit("one");
    git.file("a", "two\n").commit("two");
    GitFixture bare = GitFixture.create(temp.resolve("other"));
    bare.git("clone", "-q", "--bare", git.folder().toString(), temp.resolve("bare").toString());

    String expression = "(builtins.fetchGit { url = \"%s\"; rev = \"" + first + "\"; }).narHash";
    String here = eval(expression.formatted(git.folder()));

    assertThat(eval(expression.formatted("file://" + temp.resolve("bare")), FetchersTest::pure))
        .isEqualTo(here);
    assertThat(
            eval(
                "builtins.readFile ((builtins.fetchGit { url = \""
                    + git.folder()
                    + "\"; ref = \"master\"; }) + \"/a\")"))
        .isEqualTo("\"two\\n\"");
  }

  @Test
  void gitattributesSayWhatIsNotExported() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    git.file(".gitattributes", "/secret export-ignore\nodd export-ignore=odd\n");
    git.file("sub/.gitattributes", "deep export-ignore\n").file("sub/deep", "x");
    String rev = git.file("secret", "x").file("odd", "x").commit("one");
    String fetch = "{ url = \"" + git.folder() + "\"; rev = \"" + rev + "\"; type = \"git\"; }";

    assertThat(
            eval(
                "builtins.attrNames (builtins.readDir (fetchGit (removeAttrs "
                    + fetch
                    + " [ \"type\" ])))"))
        .isEqualTo("[\".gitattributes\",\"odd\",\"sub\"]");
    assertThat(eval("builtins.attrNames (builtins.readDir (fetchTree " + fetch + "))"))
        .isEqualTo("[\".gitattributes\",\"odd\",\"secret\",\"sub\"]");
  }

  @Test
  void submodulesComeWhenAskedFor() throws IOException {
    GitFixture inner = GitFixture.create(temp.resolve("inner"));
    inner.file("x", "inner\n").commit("inner");
    GitFixture outer = GitFixture.create(temp.resolve("outer"));
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", "../inner", "lib/inner");
    String rev = outer.commit("outer");
    String tree = "fetchGit { url = \"" + outer.folder() + "\"; rev = \"" + rev + "\"; %s }";

    assertThat(eval("builtins.readDir (" + tree.formatted("") + " + \"/lib/inner\")"))
        .isEqualTo("{}");
    assertThat(
            eval(
                "builtins.readFile ("
                    + tree.formatted("submodules = true;")
                    + " + \"/lib/inner/x\")"))
        .isEqualTo("\"inner\\n\"");
  }

  @Test
  void aHashThatDoesNotMatchIsAnErrorOfItsOwn() throws IOException {
    Files.writeString(temp.resolve("file"), "foo\n");
    String zeroes = "sha256-" + "A".repeat(43) + "=";
    String url = "file://" + temp.resolve("file");

    assertThatThrownBy(
            () -> eval("builtins.fetchurl { url = \"" + url + "\"; sha256 = \"" + zeroes + "\"; }"))
        .isInstanceOfSatisfying(FetchFailure.class, e -> assertThat(e.isMismatch()).isTrue())
        .hasMessageContaining("got:       sha256-");
    assertThatThrownBy(() ->
            eval(
                "fetchTree { type = \"file\"; url = \""
                    + url
                    + "\"; narHash = \""
                    + zeroes
                    + "\"; }"))
        .isInstanceOf(FetchFailure.class)
        .hasMessageStartingWith("NAR hash mismatch in input");
  }

  @Test
  void pureEvaluationFetchesOnlyWhatIsPinned() throws IOException {
    GitFixture git = GitFixture.create(temp.resolve("repo"));
    git.file("a", "one\n").commit("one");
    Files.writeString(temp.resolve("file"), "1 + 2");
    String url = "file://" + temp.resolve("file");

    assertThatThrownBy(() -> eval("fetchGit " + git.folder(), FetchersTest::pure))
        .hasMessageContaining("in pure evaluation mode, 'fetchGit' doesn't fetch unlocked input");
    assertThatThrownBy(() -> eval("builtins.fetchurl \"" + url + "\"", FetchersTest::pure))
        .hasMessage("in pure evaluation mode, 'fetchurl' requires a 'sha256' argument");
    assertThatThrownBy(() -> eval("builtins.readFile " + temp + "/file", FetchersTest::pure))
        .hasMessageContaining("is forbidden in pure evaluation mode");
    assertThat(eval("builtins.pathExists " + temp, FetchersTest::pure)).isEqualTo("false");
    String hash = eval("builtins.hashFile \"sha256\" " + temp + "/file");
    assertThat(
            eval(
                "import (builtins.fetchurl { url = \"" + url + "\"; sha256 = " + hash + "; })",
                FetchersTest::pure))
        .isEqualTo("3");
  }

  @Test
  void restrictedEvaluationReadsTheSearchPathAndAllowedUris() throws IOException {
    Files.createDirectories(temp.resolve("in"));
    Files.writeString(temp.resolve("in/x"), "x");
    Files.writeString(temp.resolve("out"), "y");
    Files.createSymbolicLink(temp.resolve("in/link"), Path.of("../out"));
    UnaryOperator<EvalSettings> restricted =
        s ->
            s.change()
                .restricted(true)
                .searchPath(
                    List.of(new EvalSettings.SearchPathEntry("", temp.resolve("in").toString())))
                .allowedUris(List.of("file://" + temp.resolve("out")))
                .build();

    assertThat(eval("builtins.readFile <x>", restricted)).isEqualTo("\"x\"");
    assertThat(eval("builtins.attrNames (builtins.readDir " + temp + ")", restricted))
        .isEqualTo("[\"in\"]");
    assertThatThrownBy(() -> eval("builtins.readFile <link>", restricted))
        .hasMessageContaining("is forbidden in restricted mode");
    assertThat(
            eval("builtins.readFile (builtins.fetchurl \"file://" + temp + "/out\")", restricted))
        .isEqualTo("\"y\"");
    assertThatThrownBy(() -> eval("builtins.fetchurl \"file:///etc/passwd\"", restricted))
        .hasMessage("access to URI 'file:///etc/passwd' is forbidden in restricted mode");
  }

  @Test
  void anArchiveIsTheTreeInItsOnlyFolder() throws IOException {
    Path archive = temp.resolve("x.tar.gz");
    try (TarArchiveOutputStream tar = tar(archive)) {
      entry(tar, "top/run", 0755, "run");
      entry(tar, "top/sub/file", 0644, "text");
      TarArchiveEntry link = new TarArchiveEntry("top/link", TarConstants.LF_SYMLINK);
      link.setLinkName("sub/file");
      link.setModTime(TIME);
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry hard = new TarArchiveEntry("top/hard", TarConstants.LF_LINK);
      hard.setLinkName("top/run");
      hard.setModTime(TIME);
      tar.putArchiveEntry(hard);
      tar.closeArchiveEntry();
    }
    String url = "\"file://" + archive + "\"";

    assertThat(eval("builtins.readDir (fetchTarball " + url + ")"))
        .isEqualTo(
            "{\"hard\":\"regular\",\"link\":\"symlink\",\"run\":\"regular\",\"sub\":\"directory\"}");
    assertThat(
            eval(
                "[ (fetchTree "
                    + url
                    + ").lastModified (builtins.readFile (fetchTree "
                    + url
                    + " + \"/link\")) ]"))
        .isEqualTo("[1000000000,\"text\"]");
  }

  @Test
  void archivesHoldNoDevices() throws IOException {
    for (byte kind : new byte[] {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
      Path archive = temp.resolve("device" + kind + ".tar.gz");
      try (TarArchiveOutputStream tar = tar(archive)) {
        entry(tar, "top/file", 0644, "x");
        tar.putArchiveEntry(new TarArchiveEntry("top/device", kind));
        tar.closeArchiveEntry();
      }
      assertThatThrownBy(() -> eval("fetchTarball \"file://" + archive + "\""))
          .hasMessageContaining("'top/device', which is neither file nor folder nor link");
    }
  }

  @Test
  void archivesUnpackToNoMoreThanTheDiskHasRoomFor() throws IOException {
    TarArchiveEntry large = new TarArchiveEntry("top/large");
    large.setSize(1L << 50);
    byte[] header = new byte[1536];
    large.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    Path announced = Files.write(temp.resolve("announced.tar"), header);

    assertThatThrownBy(() -> eval("fetchTarball \"file://" + announced + "\""))
        .hasMessageContaining("announced.tar' unpacks to more than the ")
        .hasMessageContaining(" bytes that the disk has room for");
  }

  @Test
  void entriesStayBelowTheRootAndTheLastOfANameCounts() throws IOException {
    Path archive = temp.resolve("odd.tar.gz");
    try (TarArchiveOutputStream tar = tar(archive)) {
      TarArchiveEntry absolute = new TarArchiveEntry("/top/absolute", true);
      absolute.setModTime(TIME);
      absolute.setSize(1);
      tar.putArchiveEntry(absolute);
      tar.write('a');
      tar.closeArchiveEntry();
      entry(tar, "top/twice", 0644, "first");
      entry(tar, "top/twice", 0644, "second");
    }
    String read = "builtins.readFile (fetchTarball \"file://" + archive + "\" + \"/";
    assertThat(eval(read + "absolute\")")).isEqualTo("\"a\"");
    assertThat(eval(read + "twice\")")).isEqualTo("\"second\"");
    assertThat(Path.of("/top/absolute")).doesNotExist();
  }

  @Test
  void hostileArchivesAreRefused() throws IOException {
    Path outside = temp.resolve("outside.tar.gz");
    try (TarArchiveOutputStream tar = tar(outside)) {
      entry(tar, "../../evil", 0644, "x");
    }
    Path through = temp.resolve("through.tar.gz");
    try (TarArchiveOutputStream tar = tar(through)) {
      TarArchiveEntry link = new TarArchiveEntry("a/link", TarConstants.LF_SYMLINK);
      link.setLinkName(temp.toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      entry(tar, "a/link/evil", 0644, "x");
    }
    Files.writeString(temp.resolve("empty.tar"), "");

    for (Path archive : List.of(outside, through)) {
      assertThatThrownBy(() -> eval("fetchTarball \"file://" + archive + "\""))
          .isInstanceOf(FetchFailure.class);
    }
    assertThat(temp.resolve("evil")).doesNotExist();
    assertThatThrownBy(() -> eval("fetchTarball \"file://" + temp + "/empty.tar\""))
        .hasMessageContaining("is empty");
  }

  @Test
  void aForgeIsAskedForTheCommitAndItsArchive() throws IOException {
    Path archive = temp.resolve("x.tar.gz");
    try (TarArchiveOutputStream tar = tar(archive)) {
      entry(tar, "repo-" + REV + "/flake.nix", 0644, "{ }");
    }
    byte[] bytes = Files.readAllBytes(archive);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> asked = new ArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          byte[] answer =
              path.startsWith("/api/")
                  ? ("{\"sha\":\"" + REV + "\"}").getBytes(StandardCharsets.UTF_8)
                  : bytes;
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String host = "127.0.0.1:" + server.getAddress().getPort();
      String tree =
          eval(
              "let t = fetchTree \"github:o/repo/main?host="
                  + host
                  + "\"; in [ t.rev t.lastModified (builtins.attrNames (builtins.readDir t)) ]");

      assertThat(tree).isEqualTo("[\"" + REV + "\",1000000000,[\"flake.nix\"]]");
      assertThat(asked)
          .containsExactly(
              "/api/v3/repos/o/repo/commits/main", "/o/repo/archive/" + REV + ".tar.gz");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void wrongArgumentsSayWhatIsWrong() {
    assertThatThrownBy(() -> eval("fetchTree { url = \"x\"; }"))
        .isInstanceOf(EvalException.class)
        .hasMessage("argument 'type' is missing in call to 'fetchTree'");
    assertThatThrownBy(() -> eval("fetchTree { type = \"git\"; url = \"x\"; nonsense = 1; }"))
        .hasMessage("input attribute 'nonsense' not supported by scheme 'git'");
    assertThatThrownBy(() -> eval("fetchTarball { url = \"x\"; rev = \"y\"; }"))
        .hasMessage("unsupported argument 'rev' to 'fetchTarball'");
  }

  private static TarArchiveOutputStream tar(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    return new TarArchiveOutputStream(new GZIPOutputStream(out));
  }

  private static void entry(TarArchiveOutputStream tar, String name, int mode, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setSize(bytes.length);
    entry.setModTime(TIME);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
