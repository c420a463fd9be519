package firn.store.fetch;

import firn.store.posix.Changes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Downloads files. A connection that breaks or stalls is tried again a few times, going on where it
 * ended if the server can. Safe for use by several threads.
 */
public final class Downloader implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  /** Bytes in a second below which a transfer counts as one that stalls. */
  private static final long SLOWEST = 128;

  /** More than any disk holds, and far from what cannot be counted. */
  private static final long MAX_LENGTH = 1L << 62;

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
   * @param stall how long a transfer may make as good as no progress
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
    download(url, file, Limit.NONE, progress);
  }

  /** As the other; what is longer than {@code limit} bytes is refused before it is all there. */
  public void download(String url, Path file, long limit, Progress progress)
      throws IOException, InterruptedException {
    download(url, file, Limit.of(limit), progress);
  }

  /** As the other; what exceeds the limit is refused before it is all there. */
  public void download(String url, Path file, Limit limit, Progress progress)
      throws IOException, InterruptedException {
    Destination destination = Destination.file(file);
    destination.empty();
    download(url, destination, new Validator(false), limit, progress);
  }

  /**
   * As {@link #download}, going on after what the file holds. For a file whose hash is known, and
   * checked: whether the server still has the same one is not asked.
   */
  public void resume(String url, Path file, Progress progress)
      throws IOException, InterruptedException {
    resume(url, file, Limit.NONE, progress);
  }

  /** As the other; what is longer than {@code limit} bytes is refused before it is all there. */
  public void resume(String url, Path file, long limit, Progress progress)
      throws IOException, InterruptedException {
    resume(url, file, Limit.of(limit), progress);
  }

  /** As the other; what exceeds the limit is refused before it is all there. */
  public void resume(String url, Path file, Limit limit, Progress progress)
      throws IOException, InterruptedException {
    download(url, Destination.file(file), new Validator(true), limit, progress);
  }

  private void download(
      String url, Destination to, Validator validator, Limit limit, Progress progress)
      throws IOException, InterruptedException {
    URI uri = uri(url);
    if ("file".equals(uri.getScheme())) {
      copy(url, uri, to, limit);
      return;
    }
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        transfer(url, uri, to, validator, limit, progress);
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
   * The contents of a small file, which leave no trace on the disk; empty if there is none.
   *
   * @throws FetchException if it cannot be had, or is longer than {@code limit} bytes
   */
  public Optional<byte[]> small(String url, int limit) throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      download(
          url, Destination.memory(bytes), new Validator(false), Limit.of(limit), Progress.NONE);
      return Optional.of(bytes.toByteArray());
    } catch (FetchException e) {
      if (e.isMissing()) {
        return Optional.empty();
      }
      throw e;
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

  private static void copy(String url, URI uri, Destination to, Limit limit) throws IOException {
    Path source = Path.of(uri.getPath());
    if (!Files.isRegularFile(source)) {
      throw new FetchException(
          "cannot fetch '" + url + "': there is no such file", true, null, true);
    }
    within(url, limit, Files.size(source));
    to.empty();
    try (InputStream in = Files.newInputStream(source);
        OutputStream out = to.open()) {
      in.transferTo(out);
    }
  }

  private static void within(String url, Limit limit, long size) throws FetchException {
    limit.check("'" + url + "' is longer", size);
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

  private void transfer(
      String url, URI uri, Destination to, Validator validator, Limit limit, Progress progress)
      throws IOException, InterruptedException {
    long there = to.size();
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
    } catch (IllegalArgumentException e) {
      // The client takes numbers in headers that are none for a mistake of its caller.
      throw new FetchException("cannot fetch '" + url + "': the answer is malformed", true, e);
    }
    try (InputStream in = response.body()) {
      int status = response.statusCode();
      boolean appends = resume && status == 206;
      if (status != 200 && !appends) {
        throw refused(url, status, to);
      }
      validator.tag = response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
      long start = appends ? there : 0;
      long length = length(url, response);
      long total = length < 0 ? -1 : Math.addExact(start, length);
      within(url, limit, total);
      if (!appends) {
        to.empty();
      }
      long done = receive(url, in, to, start, total, limit, progress);
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

  private static long length(String url, HttpResponse<?> response) throws FetchException {
    try {
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      return length > MAX_LENGTH ? MAX_LENGTH : length;
    } catch (NumberFormatException e) {
      throw new FetchException("cannot fetch '" + url + "': the answer is malformed", true, e);
    }
  }

  private static FetchException refused(String url, int status, Destination to) throws IOException {
    if (status >= 300 && status < 400) {
      return new FetchException(
          "cannot fetch '%s': the server redirects (%d) too often, or to what is not http or https"
              .formatted(url, status),
          true,
          null);
    }
    boolean clientError = status >= 400 && status < 500 && status != 408 && status != 429;
    if (status == 416) {
      to.empty();
    }
    return new FetchException(
        "cannot fetch '" + url + "': the server answered " + status,
        clientError && status != 416,
        null,
        status == 404 || status == 410 || status == 403);
  }

  private long receive(
      String url,
      InputStream in,
      Destination to,
      long start,
      long total,
      Limit limit,
      Progress progress)
      throws IOException, InterruptedException {
    AtomicLong received = new AtomicLong();
    AtomicBoolean stalled = new AtomicBoolean();
    Thread watch = Thread.ofVirtual().start(() -> watch(in, received, stalled));
    byte[] buffer = new byte[1 << 16];
    long done = start;
    try (OutputStream out = to.open()) {
      while (true) {
        int n;
        try {
          n = in.read(buffer);
        } catch (IOException e) {
          if (e.getCause() instanceof InterruptedException) {
            throw (InterruptedException) new InterruptedException().initCause(e);
          }
          String reason = stalled.get() ? "the server sends as good as nothing" : reason(e);
          throw new FetchException("cannot fetch '" + url + "': " + reason, false, e);
        }
        if (n < 0) {
          return done;
        }
        within(url, limit, done + n);
        received.addAndGet(n);
        Changes.before();
        out.write(buffer, 0, n);
        done += n;
        progress.at(done, total);
      }
    } finally {
      watch.interrupt();
    }
  }

  /** Closes a transfer that makes as good as no progress, so that its reader fails. */
  private void watch(InputStream in, AtomicLong received, AtomicBoolean stalled) {
    long least = Math.max(1, SLOWEST * stall.toMillis() / 1000);
    try {
      long before;
      do {
        before = received.get();
        Thread.sleep(stall);
      } while (received.get() - before >= least);
      stalled.set(true);
      in.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader learns of it, or is done.
      return;
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
