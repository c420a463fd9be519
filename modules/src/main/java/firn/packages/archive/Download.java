package firn.packages.archive;

import firn.store.HashAlgorithm;
import firn.store.fetch.HttpClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Fetches files of an archive into a cache folder, over HTTP or from the file system. */
final class Download {
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private @Nullable HttpClient client;

  /**
   * Fetches a file whose hash and size are known; a file already there is taken as it is, since
   * nothing enters the cache unchecked.
   *
   * @return false if there is no such file
   */
  boolean checked(URI uri, Path target, String sha256, long size)
      throws ArchiveException, IOException, InterruptedException {
    if (Files.isRegularFile(target)) {
      return true;
    }
    Files.createDirectories(parent(target));
    Path part = Files.createTempFile(parent(target), "part", "");
    try {
      String actual = copy(uri, part, size);
      if (actual == null) {
        return false;
      }
      if (Files.size(part) != size || !actual.equals(sha256)) {
        throw new ArchiveException(
            "%s does not match the signed index: %d bytes with sha256 %s, expected %d with %s"
                .formatted(uri, Files.size(part), actual, size, sha256),
            "If the archive has moved on since it was pinned, run: firn pkgs update. If that does"
                + " not help, the mirror is inconsistent or tampered with: use another one.");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Fetches a file that may have changed; returns whether {@code target} is new. The validator the
   * server gave (ETag or Last-Modified) is kept beside it and sent the next time.
   */
  boolean fresh(URI uri, Path target) throws ArchiveException, IOException, InterruptedException {
    Files.createDirectories(parent(target));
    Path part = Files.createTempFile(parent(target), "part", "");
    Path validator = target.resolveSibling(target.getFileName() + ".validator");
    try {
      if ("file".equals(uri.getScheme())) {
        if (copy(uri, part, NO_LIMIT) == null) {
          throw notThere(uri, "there is no such file");
        }
      } else {
        HttpRequest.Builder request = request(uri);
        if (Files.exists(target) && Files.exists(validator)) {
          String[] pair = Files.readString(validator, StandardCharsets.ISO_8859_1).split("\n", 2);
          request.header(pair[0], pair[1]);
        }
        HttpResponse<InputStream> response = send(uri, request.build());
        try (InputStream body = response.body()) {
          if (response.statusCode() == 304) {
            return false;
          }
          require(uri, response.statusCode());
          try (OutputStream out = Files.newOutputStream(part)) {
            body.transferTo(out);
          }
        }
        Files.deleteIfExists(validator);
        String etag = response.headers().firstValue("etag").orElse("");
        String modified = response.headers().firstValue("last-modified").orElse("");
        if (!etag.isEmpty()) {
          Files.writeString(validator, "If-None-Match\n" + etag, StandardCharsets.ISO_8859_1);
        } else if (!modified.isEmpty()) {
          Files.writeString(
              validator, "If-Modified-Since\n" + modified, StandardCharsets.ISO_8859_1);
        }
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Copies at most {@code limit} bytes and one more.
   *
   * @return the sha256 in hexadecimal, or null if there is no such file
   */
  private @Nullable String copy(URI uri, Path target, long limit)
      throws ArchiveException, IOException, InterruptedException {
    InputStream body = open(uri);
    if (body == null) {
      return null;
    }
    MessageDigest digest = HashAlgorithm.SHA256.bulkDigest();
    try (body;
        DigestInputStream hashed = new DigestInputStream(body, digest);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      int read = hashed.read(buffer);
      while (read >= 0 && total <= limit) {
        out.write(buffer, 0, read);
        total += read;
        read = hashed.read(buffer);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private @Nullable InputStream open(URI uri)
      throws ArchiveException, IOException, InterruptedException {
    if ("file".equals(uri.getScheme())) {
      Path file = Path.of(uri.getPath());
      return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    }
    HttpResponse<InputStream> response = send(uri, request(uri).build());
    int status = response.statusCode();
    if (status == 200) {
      return response.body();
    }
    response.body().close();
    if (status == 404 || status == 410) {
      return null;
    }
    throw notThere(uri, "the server answered " + status);
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(10)).header("user-agent", "firn");
  }

  private HttpResponse<InputStream> send(URI uri, HttpRequest request)
      throws ArchiveException, InterruptedException {
    try {
      return client().send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new ArchiveException(
          "%s cannot be fetched: %s".formatted(uri, reason(e)),
          "Check the network, the proxy settings and apt's sources.",
          e);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? "there is no connection" : message;
  }

  private static void require(URI uri, int status) throws ArchiveException {
    if (status != 200) {
      throw notThere(uri, "the server answered " + status);
    }
  }

  private static ArchiveException notThere(URI uri, String why) {
    return new ArchiveException(
        "%s cannot be fetched: %s".formatted(uri, why),
        "Check apt's sources, or name another mirror with --mirror.");
  }

  private HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(Duration.ofSeconds(30));
      String proxy = System.getenv("http_proxy");
      if (proxy != null && !proxy.isBlank()) {
        URI address = URI.create(proxy);
        int port = address.getPort() < 0 ? 80 : address.getPort();
        builder.proxy(ProxySelector.of(new InetSocketAddress(address.getHost(), port)));
      }
      made = HttpClients.build(builder);
      client = made;
    }
    return made;
  }

  static String sha256Hex(Path file) throws IOException {
    MessageDigest digest = HashAlgorithm.SHA256.bulkDigest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256Hex(byte[] bytes) {
    return HashAlgorithm.SHA256.hash(bytes).base16();
  }

  private static Path parent(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of(".") : folder;
  }
}
