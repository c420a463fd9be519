package firn.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationOutput;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.local.PartialDownload;
import firn.store.local.TestStore;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchUrlTest {
  private final byte[] body = new byte[400_000];
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private TestStore fixture;
  private HttpServer server;
  private String base;
  private BuildSettings settings = BuildSettings.defaults();

  @BeforeEach
  void open() throws IOException {
    new Random(1).nextBytes(body);
    fixture = new TestStore();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/good", exchange -> send(exchange, 200, body, 0));
    server.createContext("/absent", exchange -> send(exchange, 404, new byte[0], 0));
    server.createContext("/wrong", exchange -> send(exchange, 200, new byte[10], 0));
    server.createContext("/broken", this::broken);
    server.createContext("/busy", this::busy);
    server.start();
  }

  @AfterEach
  void close() throws IOException {
    server.stop(0);
    fixture.close();
  }

  private void send(HttpExchange exchange, int status, byte[] bytes, int from) throws IOException {
    asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Range"));
    exchange.getResponseHeaders().set("ETag", "\"tag\"");
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    exchange.sendResponseHeaders(status, rest.length == 0 ? -1 : rest.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(rest);
    }
  }

  /** The first answer breaks off; the second may go on from there. */
  private void broken(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      send(exchange, 206, body, Integer.parseInt(range.substring(6, range.length() - 1)));
      return;
    }
    asked.add(exchange.getRequestURI() + " broken");
    exchange.getResponseHeaders().set("ETag", "\"tag\"");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, 100_000);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private void busy(HttpExchange exchange) throws IOException {
    send(exchange, asked.isEmpty() ? 503 : 200, asked.isEmpty() ? new byte[0] : body, 0);
  }

  private Hash bodyHash() {
    return HashAlgorithm.SHA256.hash(body);
  }

  private StorePath fetch(String urls, ContentAddress.Method method, Hash hash, String... more) {
    ContentAddress address = new ContentAddress(method, hash);
    StorePath path = StorePaths.fixed("file", address);
    Map<String, String> env = new TreeMap<>();
    env.put("urls", urls);
    env.put("out", path.toString());
    env.put("outputHash", hash.base16());
    env.put("outputHashAlgo", "sha256");
    env.put("outputHashMode", method == ContentAddress.Method.RECURSIVE ? "recursive" : "flat");
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return fixture
        .store()
        .addDerivation(
            Derivation.of(
                "file",
                Map.of("out", new DerivationOutput.Fixed(path, address)),
                Map.of(),
                List.of(),
                "builtin",
                "builtin:fetchurl",
                List.of(),
                env));
  }

  private Path realise(StorePath drv) throws InterruptedException {
    Realiser realiser = new Realiser(fixture.store(), settings, BuildListener.SILENT);
    return fixture.store().physical(realiser.realise(drv));
  }

  private StorePath flat(String urls) {
    return fetch(urls, ContentAddress.Method.FLAT, bodyHash());
  }

  /** A process that was killed left the first part of the file; the next one asks for the rest. */
  @Test
  void anotherProcessGoesOnWhereOneEnded() throws Exception {
    Path begun;
    try (PartialDownload partial =
        PartialDownload.open(fixture.store().layout(), bodyHash().nix32())) {
      begun = Files.write(partial.file(), Arrays.copyOf(body, 150_000));
    }
    assertThat(realise(flat(base + "/broken"))).hasBinaryContent(body);
    assertThat(asked).containsExactly("/broken bytes=150000-");
    assertThat(begun).doesNotExist();
  }

  @Test
  void aWrongBeginningIsNotKept() throws Exception {
    try (PartialDownload partial =
        PartialDownload.open(fixture.store().layout(), bodyHash().nix32())) {
      Files.write(partial.file(), new byte[150_000]);
    }
    server.createContext(
        "/ranges",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          send(exchange, range == null ? 200 : 206, body, range == null ? 0 : 150_000);
        });
    assertThat(realise(flat(base + "/ranges"))).hasBinaryContent(body);
    assertThat(asked).containsExactly("/ranges bytes=150000-", "/ranges null");
  }

  @Test
  void downloads() throws Exception {
    assertThat(realise(flat(base + "/good"))).hasBinaryContent(body);
  }

  @Test
  void goesOnWhereAConnectionBroke() throws Exception {
    assertThat(realise(flat(base + "/broken"))).hasBinaryContent(body);
    assertThat(asked).hasSize(2).last().asString().matches("/broken bytes=\\d+-");
  }

  @Test
  void triesAgainWhereTheServerIsBusy() throws Exception {
    assertThat(realise(flat(base + "/busy"))).hasBinaryContent(body);
    assertThat(asked).hasSize(2);
  }

  @Test
  void takesTheFirstUrlThatHasTheFile() throws Exception {
    Path drv = realise(flat(base + "/absent " + base + "/wrong " + base + "/good"));
    assertThat(drv).hasBinaryContent(body);
    assertThat(asked).containsExactly("/absent null", "/wrong null", "/good null");
  }

  @Test
  void refusesOtherContents() {
    StorePath drv = flat(base + "/wrong");
    assertThatThrownBy(() -> realise(drv))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("hash mismatch")
        .hasMessageContaining(bodyHash().sri());
    assertThat(fixture.store().isValid(fixture.store().readDerivation(drv).outputPath("out")))
        .isFalse();
  }

  @Test
  void saysWhatIsAbsent() {
    assertThatThrownBy(() -> realise(flat(base + "/absent"))).hasMessageContaining("answered 404");
    assertThatThrownBy(() -> realise(flat("ftp://x/y"))).hasMessageContaining("only http");
    assertThatThrownBy(() -> realise(flat("mirror://nowhere/x")))
        .hasMessageContaining("mirror 'nowhere'");
  }

  @Test
  void resolvesMirrorsAndFiles() throws Exception {
    Path folder = Files.createDirectories(fixture.folder().resolve("mirror/pool"));
    Files.write(folder.resolve("file"), body);
    settings =
        settings.withMirrors(name ->
            name.equals("debian")
                ? List.of(base + "/absent", "file://" + folder.getParent())
                : List.of());
    assertThat(realise(flat("mirror://debian/pool/file"))).hasBinaryContent(body);
  }

  @Test
  void makesFilesExecutable() throws Exception {
    Path file = Files.write(fixture.folder().resolve("body"), body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    HashSink sink = new HashSink(HashAlgorithm.SHA256);
    TreeReader.read(PathBytes.of(file), new NarEncoder(sink));
    Hash nar = sink.hash();
    StorePath drv = fetch(base + "/good", ContentAddress.Method.RECURSIVE, nar, "executable", "1");
    assertThat(realise(drv)).isExecutable().hasBinaryContent(body);
  }
}
