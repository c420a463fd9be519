package firn.store.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Downloads files. A connection that breaks or stalls is tried again a few times, going on where it
 * ended if the server can. Safe for use by several threads.
 */
public final class Downloader implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  /** Is told how many bytes are there of how many, −1 where that is unknown. */
  @FunctionalInterface
  public interface Progress {
    Progress NONE = (done, total) -> {};

    void at(long done, long total);
  }

  private static final class Shared {
    static final Downloader INSTANCE = new Downloader();
  }

  private final HttpClient client;
  private final Duration stall;
  private final Duration firstPause;

  /** One for the whole process: it keeps connections open. */
  public static Downloader shared() {
    return Shared.INSTANCE;
  }

  private Downloader() {
    this(Duration.ofSeconds(60), Duration.ofMillis(500));
  }

  /**
   * @param stall how long a transfer may make no progress
   * @param firstPause how long to wait before the second attempt; doubled for each further one
   */
  public Downloader(Duration stall, Duration firstPause) {
    this.stall = stall;
    this.firstPause = firstPause;
    this.client =
        HttpClients.build(
            HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .sslContext(Trust.context()));
  }

  /**
   * Stores what a URL names in a file, which need not exist.
   *
   * @throws FetchException if it cannot be had
   * @throws IOException if the file cannot be written
   */
  public void download(String url, Path file, Progress progress)
      throws IOException, InterruptedException {
    if (Files.exists(file)) {
      empty(file);
    }
    download(url, file, new Validator(false), progress);
  }

  /** The file stays the same one, for somebody may hold a lock on it. */
  private static void empty(Path file) throws IOException {
    Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
        .close();
  }

  /**
   * As {@link #download}, going on after what the file holds. For a file whose hash is known, and
   * checked: whether the server still has the same one is not asked.
   */
  public void resume(String url, Path file, Progress progress)
      throws IOException, InterruptedException {
    download(url, file, new Validator(true), progress);
  }

  private void download(String url, Path file, Validator validator, Progress progress)
      throws IOException, InterruptedException {
    URI uri = uri(url);
    if ("file".equals(uri.getScheme())) {
      copy(url, uri, file);
      return;
    }
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        transfer(url, uri, file, validator, progress);
        return;
      } catch (FetchException e) {
        if (e.isFatal() || attempt == ATTEMPTS) {
          throw e;
        }
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  /**
   * The contents of a small file; empty if there is none.
   *
   * @throws FetchException if it cannot be had, or is longer than {@code limit} bytes
   */
  public Optional<byte[]> small(String url, int limit) throws IOException, InterruptedException {
    Path file = Files.createTempFile("firn", ".download");
    try {
      download(url, file, (done, total) -> {});
      if (Files.size(file) > limit) {
        throw new FetchException("'" + url + "' is longer than it may be", true, null);
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (FetchException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static URI uri(String url) throws FetchException {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme();
      if ("file".equals(scheme) || "http".equals(scheme) || "https".equals(scheme)) {
        return uri;
      }
      throw new FetchException("cannot fetch '" + url + "': only http, https and file", true, null);
    } catch (IllegalArgumentException e) {
      throw new FetchException("'" + url + "' is not a URL", true, e);
    }
  }

  private static void copy(String url, URI uri, Path file) throws IOException {
    Path source = Path.of(uri.getPath());
    if (!Files.isRegularFile(source)) {
      throw new FetchException(
          "cannot fetch '" + url + "': there is no such file", true, null, true);
    }
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  /** What tells that a file is still the same on the server, so that a download may go on. */
  private static final class Validator {
    private final boolean hashKnown;
    private Optional<String> tag = Optional.empty();

    /**
     * @param hashKnown whether that is seen in the end, and needs no proof
     */
    Validator(boolean hashKnown) {
      this.hashKnown = hashKnown;
    }

    boolean mayGoOn() {
      return hashKnown || tag.isPresent();
    }
  }

  private void transfer(String url, URI uri, Path file, Validator validator, Progress progress)
      throws IOException, InterruptedException {
    long there = Files.exists(file) ? Files.size(file) : 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(stall)
            .header("User-Agent", "firn")
            .header("Accept-Encoding", "identity");
    boolean resume = there > 0 && validator.mayGoOn();
    if (resume) {
      request.header("Range", "bytes=" + there + "-");
      validator.tag.ifPresent(tag -> request.header("If-Range", tag));
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new FetchException("cannot fetch '" + url + "': " + reason(e), false, e);
    }
    try (InputStream in = response.body()) {
      int status = response.statusCode();
      boolean appends = resume && status == 206;
      if (status != 200 && !appends) {
        boolean clientError = status >= 400 && status < 500 && status != 408 && status != 429;
        if (status == 416) {
          empty(file);
        }
        throw new FetchException(
            "cannot fetch '" + url + "': the server answered " + status,
            clientError && status != 416,
            null,
            status == 404 || status == 410 || status == 403);
      }
      validator.tag = response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
      long start = appends ? there : 0;
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      long total = length < 0 ? -1 : start + length;
      long done = receive(url, in, file, appends, start, total, progress);
      if (total >= 0 && done != total) {
        throw new FetchException(
            "cannot fetch '"
                + url
                + "': the connection ended after "
                + done
                + " of "
                + total
                + " bytes",
            false,
            null);
      }
    }
  }

  private long receive(
      String url,
      InputStream in,
      Path file,
      boolean append,
      long start,
      long total,
      Progress progress)
      throws IOException, InterruptedException {
    StandardOpenOption mode =
        append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    AtomicLong heard = new AtomicLong(System.nanoTime());
    Thread watch = Thread.ofVirtual().start(() -> watch(in, heard));
    byte[] buffer = new byte[1 << 16];
    long done = start;
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      while (true) {
        int n;
        try {
          n = in.read(buffer);
        } catch (IOException e) {
          if (e.getCause() instanceof InterruptedException) {
            throw (InterruptedException) new InterruptedException().initCause(e);
          }
          throw new FetchException("cannot fetch '" + url + "': " + reason(e), false, e);
        }
        if (n < 0) {
          return done;
        }
        heard.set(System.nanoTime());
        out.write(buffer, 0, n);
        done += n;
        progress.at(done, total);
      }
    } finally {
      watch.interrupt();
    }
  }

  /** Closes a transfer that makes no progress, so that its reader fails. */
  private void watch(InputStream in, AtomicLong heard) {
    try {
      while (System.nanoTime() - heard.get() < stall.toNanos()) {
        Thread.sleep(Math.max(50, stall.toMillis() / 10));
      }
      in.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader learns of it, or is done.
      heard.set(0);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.close();
  }
}
