package firn.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.local.GarbageCollector;
import firn.store.local.JavaProcess;
import firn.store.local.TestStore;
import firn.store.local.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that is killed in the middle of a download, and the next one. */
class InterruptedDownloadTest {
  private static final int SENT = 300_000;

  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final AtomicBoolean stalls = new AtomicBoolean(true);
  private TestStore from;
  private TestStore to;
  private HttpServer server;
  private StorePath path;

  @BeforeEach
  void open() throws IOException {
    from = new TestStore();
    to = new TestStore();
    byte[] contents = new byte[1_000_000];
    new Random(1).nextBytes(contents);
    Path file = Files.write(from.folder().resolve("file"), contents);
    path = from.store().addSource(SourceTree.of("file", file));
    Path cache = from.folder().resolve("cache");
    new CacheWriter(cache, Compression.NONE, null).copy(from.store(), List.of(path));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> serve(cache, exchange));
    server.start();
  }

  @AfterEach
  void close() throws IOException {
    server.stop(0);
    from.close();
    to.close();
  }

  private void serve(Path cache, HttpExchange exchange) throws IOException {
    byte[] all = Files.readAllBytes(cache.resolve(exchange.getRequestURI().getPath().substring(1)));
    boolean archive = exchange.getRequestURI().getPath().startsWith("/nar/");
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    if (archive) {
      ranges.add(range + "");
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, all.length - start);
    try (OutputStream out = exchange.getResponseBody()) {
      if (archive && stalls.get()) {
        out.write(all, 0, SENT);
        out.flush();
        while (stalls.get()) {
          Thread.sleep(20);
        }
        return;
      }
      out.write(Arrays.copyOfRange(all, start, all.length));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> fetch() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return JavaProcess.command(FetchingChild.class, "" + to.root(), url, "" + path);
  }

  private List<Path> partial() throws IOException {
    Path folder = to.store().layout().stateDir().resolve("partial");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void killInTheMiddle() throws IOException, InterruptedException {
    Process process = JavaProcess.start(fetch());
    while (partial().isEmpty() || Files.size(partial().getFirst()) < SENT) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    stalls.set(false);
  }

  @Test
  void theNextProcessAsksForTheRestOnly() throws Exception {
    killInTheMiddle();
    assertThat(JavaProcess.run(fetch()).out()).isEqualTo("fetched\n");
    assertThat(ranges).containsExactly("null", "bytes=" + SENT + "-");
    assertThat(partial()).isEmpty();
    assertThat(to.store().isValid(path)).isTrue();
    assertThat(new Verifier(to.store()).verify(true)).isEmpty();
  }

  @Test
  void aBeginningThatWasDamagedIsFetchedAnew() throws Exception {
    killInTheMiddle();
    Files.write(partial().getFirst(), new byte[SENT]);
    assertThat(JavaProcess.run(fetch()).out()).isEqualTo("fetched\n");
    assertThat(ranges).containsExactly("null", "bytes=" + SENT + "-", "null");
    assertThat(new Verifier(to.store()).verify(true)).isEmpty();
  }

  @Test
  void whatNobodyGoesOnWithIsGarbage() throws Exception {
    killInTheMiddle();
    new GarbageCollector(to.store()).collect();
    assertThat(partial()).isEmpty();
  }
}
