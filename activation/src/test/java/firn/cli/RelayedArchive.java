package firn.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import firn.packages.archive.AptSource;
import firn.packages.archive.AptSources;
import firn.packages.archive.ArchiveSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * The archive of this machine's apt, on loopback, with a byte changed in the files a test names.
 */
final class RelayedArchive implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String main;
  private final String security;
  private final Predicate<String> spoiled;

  RelayedArchive(Predicate<String> spoiled) throws IOException {
    this.spoiled = spoiled;
    this.main = address(false);
    this.security = address(true);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::relay);
    server.start();
  }

  private static String address(boolean security) throws IOException {
    for (AptSource source :
        AptSources.read(Path.of("/etc/apt"), ArchiveSettings.machineArchitecture())) {
      if (source.components().contains("main")
          && source.suite().endsWith("-security") == security) {
        return source.uri().toString();
      }
    }
    throw new IOException("apt has no such source");
  }

  /** To be given as {@code --mirror}. */
  String mirror() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/debian";
  }

  private void relay(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String upstream =
          path.startsWith("/debian-security/")
              ? security + path.substring("/debian-security".length())
              : main + path.substring("/debian".length());
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(upstream)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      byte[] body = answer.body();
      if (answer.statusCode() == 200 && spoiled.test(path)) {
        body[body.length / 2] ^= 1;
      }
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
