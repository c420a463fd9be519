package firn.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.fetch.Downloader;
import firn.store.local.TestStore;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Caches that send for ever, redirect for ever, or answer what is no answer. */
@Timeout(120)
class HostileServerTest {
  private static final StorePath PATH = StorePath.ofBaseName("0".repeat(32) + "-x");
  private static final String NAR_INFO = "/" + PATH.hashPart() + ".narinfo";
  private static final String ARCHIVE = "/nar/x.nar";
  private static final String PIECE = "x".repeat(1 << 16);
  private static final String NO_LENGTH = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private TestStore store;

  /** What is answered, until it is cut off. */
  @FunctionalInterface
  private interface Answer {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void open() throws IOException {
    store = new TestStore();
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    store.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private static Answer whole(String status, String headers, String body) {
    return out ->
        out.write(
            "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s"
                .formatted(status, body.length(), headers, body)
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Answer endless(String head, String piece, long pauseMillis) {
    return out -> {
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
        Thread.sleep(pauseMillis);
      }
    };
  }

  private static Answer narInfo(String size, String references) {
    return whole(
        "200 OK",
        "",
        "StorePath: %s\nURL: nar/x.nar\nCompression: none\nNarHash: sha256:%s\nNarSize: %s\nReferences: %s\n"
            .formatted(PATH, "0".repeat(52), size, references));
  }

  private void serve(Answer narInfo, Answer archive) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Socket socket = server.accept();
              Thread.ofVirtual().start(() -> answer(socket, narInfo, archive));
            }
          } catch (IOException e) {
            // The test is over.
            return;
          }
        });
  }

  private void answer(Socket socket, Answer narInfo, Answer archive) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      String request = in.readLine();
      if (request == null) {
        return;
      }
      String path = request.split(" ", -1)[1];
      for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {}
      asked.add(path);
      Answer answer =
          switch (path) {
            case "/nix-cache-info" -> whole("200 OK", "", "StoreDir: /nix/store\n");
            case ARCHIVE -> archive;
            default -> narInfo;
          };
      answer.to(socket.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // The client has had enough.
      return;
    }
  }

  private Substituters substituters() {
    return new Substituters(List.of(url()), new TrustedKeys(List.of()), false, warnings::add);
  }

  private void notFound(Answer narInfo, String warning) throws InterruptedException {
    serve(narInfo, whole("404 None", "", ""));
    assertThat(substituters().plan(store.store(), List.of(PATH))).isEmpty();
    assertThat(warnings).singleElement().asString().contains(url()).contains(warning);
  }

  private void notFetched(Answer archive, String size, String reason) throws Exception {
    serve(narInfo(size, ""), archive);
    assertThatThrownBy(() -> substituters().fetch(store.store(), PATH, Downloader.Progress.NONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(PATH.toString())
        .hasMessageContaining(reason);
    assertThat(store.store().isValid(PATH)).isFalse();
    for (Path folder :
        List.of(
            store.store().layout().storeDir(),
            store.store().layout().stateDir().resolve("partial"))) {
      assertThat(Posix.list(PathBytes.of(folder))).as("nothing is left behind").isEmpty();
    }
  }

  /** Whoever only looks sees nothing of what is not as it was announced. */
  @Test
  void whatIsLookedAtIsWhatWasAnnounced() throws Exception {
    serve(narInfo("8", ""), whole("200 OK", "", "another "));
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    assertThatThrownBy(() -> CacheReader.open(url()).writeNar(PATH, seen))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not the one it names");
    assertThat(seen.size()).isZero();
  }

  @Test
  void whatIsLookedAtIsNotLongerThanAnnounced() throws Exception {
    serve(narInfo("8", ""), endless(NO_LENGTH, PIECE, 0));
    assertThatThrownBy(
            () -> CacheReader.open(url()).writeNar(PATH, OutputStream.nullOutputStream()))
        .hasMessageContaining("longer than");
  }

  @Test
  void aDescriptionThatNeverEndsIsRefused() throws Exception {
    notFound(endless(NO_LENGTH, PIECE, 0), "longer than the 4194304 bytes");
  }

  @Test
  void headersThatNeverEndAreRefused() throws Exception {
    notFound(endless("HTTP/1.1 200 OK\r\n", "X: " + PIECE + "\r\n", 0), "Header size too big");
  }

  @Test
  void aLengthThatIsNoNumberIsRefused() throws Exception {
    notFound(
        endless("HTTP/1.1 200 OK\r\nContent-Length: 9" + "9".repeat(30) + "\r\n\r\n", "x", 10),
        "malformed");
  }

  @Test
  void redirectsAreFollowedAFewTimesOnly() throws Exception {
    notFound(whole("302 Found", "Location: " + NAR_INFO + "\r\n", ""), "redirects (302) too often");
    assertThat(asked).hasSizeLessThan(10);
  }

  @Test
  void aRedirectToAFileIsNotFollowed() throws Exception {
    notFound(whole("302 Found", "Location: file:///etc/passwd\r\n", ""), "redirects (302)");
  }

  @Test
  void anArchiveThatNeverEndsIsRefused() throws Exception {
    notFetched(endless(NO_LENGTH, PIECE, 0), "120", "/nar/x.nar' is longer than the");
  }

  @Test
  void anArchiveThatIsSaidToBeTooLongIsNotBegun() throws Exception {
    notFetched(
        endless("HTTP/1.1 200 OK\r\nContent-Length: 900000000000\r\n\r\n", "x", 10),
        "120",
        "is longer than the");
  }

  @Test
  void whatCannotFitIsNotUnpacked() throws Exception {
    notFetched(whole("200 OK", "", "x"), Long.toString(1L << 62), "and the disk has");
  }

  /** Of thousands that are needed none is asked for once it is known that one is missing. */
  @Test
  void oneThatIsMissingEndsTheQuestions() throws Exception {
    String references =
        String.join(" ", IntStream.range(1, 3000).mapToObj("%032d-y"::formatted).toList());
    serve(narInfo("120", references), whole("404 None", "", ""));
    assertThat(substituters().plan(store.store(), List.of(PATH))).isEmpty();
    assertThat(asked).hasSizeLessThan(500);
  }

  /** Otherwise each path would be waited for as long as the first. */
  @Test
  void aCacheThatFailsIsNotAskedForEveryPath() throws Exception {
    serve(whole("503 Busy", "", ""), whole("404 None", "", ""));
    Substituters substituters = substituters();
    assertThat(substituters.query(PATH)).isEmpty();
    int questions = asked.size();
    for (int i = 1; i < 100; i++) {
      assertThat(substituters.query(StorePath.ofBaseName("%032d-y".formatted(i)))).isEmpty();
    }
    assertThat(asked).hasSize(questions);
    assertThat(warnings).singleElement().asString().contains("not asked again for a minute");
  }

  @Test
  void aServerThatDripsIsGivenUp() throws Exception {
    serve(
        endless("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x", 100),
        whole("404 None", "", ""));
    try (Downloader downloader = new Downloader(Duration.ofSeconds(1), Duration.ofMillis(1))) {
      assertThatThrownBy(() -> downloader.small(url() + NAR_INFO, 1 << 20))
          .hasMessageContaining("the server sends as good as nothing");
    }
  }
}
