package firn.store.local;

import firn.store.posix.Changes;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file for a download whose hash is known, in {@code nix/var/nix/partial}. What is there of it
 * when a process dies or gives up waits for the next one, which goes on where it ended; only the
 * hash decides whether the whole is right. Two processes never write the same one.
 */
public final class PartialDownload implements AutoCloseable {
  private final Path file;
  private final @Nullable OpenFile lock;

  private PartialDownload(Path file, @Nullable OpenFile lock) {
    this.file = file;
    this.lock = lock;
  }

  private static Path folder(StoreLayout layout) {
    return layout.stateDir().resolve("partial");
  }

  /**
   * The file for a download; one that nobody else will find while another process has the known
   * one.
   *
   * @param key letters and digits that stand for the expected contents
   */
  public static PartialDownload open(StoreLayout layout, String key) throws IOException {
    Changes.before();
    Path folder = Files.createDirectories(folder(layout));
    Path file = folder.resolve(key);
    OpenFile lock = OpenFile.lockable(PathBytes.of(file), 0600);
    boolean taken = false;
    try {
      taken = lock.tryLock(true) && lock.isStillAt(PathBytes.of(file));
    } finally {
      if (!taken) {
        lock.close();
      }
    }
    return taken
        ? new PartialDownload(file, lock)
        : new PartialDownload(Files.createTempFile(folder, key, ".own"), null);
  }

  /** Where to download to; what is there already is the beginning, or wrong. */
  public Path file() {
    return file;
  }

  /** Drops what is there, because it is not needed any more, or wrong. */
  public void drop() throws IOException {
    Changes.before();
    Files.deleteIfExists(file);
  }

  /** Lets go; what is there waits for the next process. */
  @Override
  public void close() throws IOException {
    if (lock == null) {
      Changes.before();
      Files.deleteIfExists(file);
      return;
    }
    if (Files.exists(file) && Files.size(file) == 0) {
      Changes.before();
      Files.delete(file);
    }
    lock.close();
  }

  /** Drops all that nobody works on. */
  static void collect(StoreLayout layout) throws IOException {
    String folder = PathBytes.of(folder(layout));
    if (!Posix.exists(folder)) {
      return;
    }
    List<String> names = Posix.list(folder);
    for (String name : names) {
      String file = folder + "/" + name;
      try (OpenFile open = OpenFile.lockable(file, 0600)) {
        if (open.tryLock(true)) {
          Posix.unlink(file);
        }
      }
    }
  }
}
