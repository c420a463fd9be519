package firn.store.local;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths this process uses or is about to make, told to garbage collectors through {@code
 * nix/var/nix/temproots/PID}: paths, each ended by NUL, in a file that stays locked for as long as
 * they count. A collector that can lock the file knows that its process is gone.
 */
final class TemporaryRoots implements AutoCloseable {
  private final StoreLayout layout;
  private final Set<StorePath> known = new HashSet<>();
  private @Nullable OpenFile file;
  private @Nullable String fileName;

  TemporaryRoots(StoreLayout layout) {
    this.layout = layout;
  }

  /** Protects a path from now on; waits while a collection runs. */
  synchronized void add(StorePath path) {
    if (known.contains(path)) {
      return;
    }
    String gcLock = PathBytes.of(layout.stateDir().resolve("gc.lock"));
    try (OpenFile lock = OpenFile.lockable(gcLock, 0600)) {
      long pause = 5;
      while (!lock.tryLock(false)) {
        PathLock.pause(pause);
        pause = Math.min(pause * 2, 50);
      }
      byte[] entry = (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
      open().write(entry, 0, entry.length);
      known.add(path);
    } catch (IOException e) {
      throw new StoreException("cannot protect '" + path + "' from garbage collection", e);
    }
  }

  /** Several stores may be open in one process; Nix reads the digits that the name starts with. */
  private OpenFile open() throws IOException {
    if (file != null) {
      return file;
    }
    String stem =
        PathBytes.of(layout.stateDir().resolve("temproots")) + "/" + ProcessHandle.current().pid();
    for (int n = 0; ; n++) {
      String name = n == 0 ? stem : stem + "-" + n;
      OpenFile candidate = OpenFile.appendable(name, 0600);
      if (candidate.tryLock(true) && candidate.isStillAt(name)) {
        candidate.truncate();
        file = candidate;
        fileName = name;
        return candidate;
      }
      candidate.close();
    }
  }

  @Override
  public synchronized void close() {
    if (file == null || fileName == null) {
      return;
    }
    try (OpenFile open = file) {
      Posix.unlink(fileName);
    } catch (IOException e) {
      throw new StoreException("cannot delete " + fileName, e);
    } finally {
      file = null;
    }
  }
}
