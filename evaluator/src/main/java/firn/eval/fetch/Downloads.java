package firn.eval.fetch;

import firn.store.fetch.Downloader;
import firn.store.fetch.FetchException;
import firn.store.fetch.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Downloads files, and says so. */
final class Downloads {
  private final Consumer<String> log;

  Downloads(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Stores what a URL names in a file.
   *
   * @throws FetchFailure if it cannot be had
   */
  void download(String url, Path file) throws IOException, InterruptedException {
    if (!url.startsWith("file:")) {
      log.accept("downloading '" + url + "'...");
    }
    try {
      Limit room = Limit.ofDisk(Objects.requireNonNull(file.toAbsolutePath().getParent()), 0);
      Downloader.shared().download(url, file, room, Downloader.Progress.NONE);
    } catch (FetchException e) {
      throw new FetchFailure("unable to download '" + url + "': " + e.getMessage(), e);
    }
  }

  /** The contents of a small file; empty if there is none. */
  Optional<byte[]> small(String url) throws IOException, InterruptedException {
    try {
      return Downloader.shared().small(url, 16 << 20);
    } catch (FetchException e) {
      throw new FetchFailure("unable to download '" + url + "': " + e.getMessage(), e);
    }
  }
}
