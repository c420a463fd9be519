package firn.store.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves a store as a binary cache over HTTP, archives uncompressed. */
public final class CacheServer implements AutoCloseable {
  private final LocalStore store;
  private final @Nullable SigningKey key;
  private final int priority;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts to serve.
   *
   * @param key signs what is served; null to give only the signatures that are there
   * @param priority the lower, the earlier its users ask it
   * @throws StoreException if the address cannot be bound
   */
  public CacheServer(
      LocalStore store, InetSocketAddress address, @Nullable SigningKey key, int priority) {
    this.priority = priority;
    this.store = store;
    this.key = key;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new StoreException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  /** Where it listens; with the port that was chosen if none was given. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.sendResponseHeaders(405, -1);
      } else if (path.equals("/nix-cache-info")) {
        text(
            exchange,
            "StoreDir: "
                + StorePath.STORE_DIR
                + "\nWantMassQuery: 1\nPriority: "
                + priority
                + "\n");
      } else if (path.endsWith(".narinfo")) {
        narInfo(exchange, path.substring(1, path.length() - ".narinfo".length()));
      } else if (path.startsWith("/nar/") && path.endsWith(".nar")) {
        nar(exchange, path.substring("/nar/".length(), path.length() - ".nar".length()));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } catch (MalformedException e) {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void text(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void narInfo(HttpExchange exchange, String hashPart) throws IOException {
    Optional<PathInfo> info = store.queryHashPart(hashPart);
    if (info.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    PathInfo signed = key == null ? info.get() : key.signed(info.get());
    String url = "nar/" + info.get().path().hashPart() + ".nar";
    text(exchange, new NarInfo(signed, url, Compression.NONE, null, -1).format());
  }

  private void nar(HttpExchange exchange, String hashPart) throws IOException {
    Optional<PathInfo> info = store.queryHashPart(hashPart);
    if (info.isEmpty() || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(info.isEmpty() ? 404 : 200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, info.get().narSize());
    try (OutputStream out = exchange.getResponseBody()) {
      store.writeNar(info.get().path(), out);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }
}
