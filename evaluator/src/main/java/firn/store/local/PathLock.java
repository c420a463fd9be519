package firn.store.local;

import firn.store.StoreException;
import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * The right to write one path, against every other thread and process, Nix's too: an exclusive
 * {@code flock} on {@code PATH.lock}. A lock file that has been deleted while somebody waited for
 * it is not empty any more, and the waiter starts over.
 */
public final class PathLock implements AutoCloseable {
  private static final byte[] STALE = {'d'};

  private final String file;
  private final OpenFile lock;
  private boolean released;

  private PathLock(String file, OpenFile lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Waits for the lock of a path, given as a byte path.
   *
   * @throws StoreException if the thread is interrupted while it waits
   */
  public static PathLock acquire(String path) throws IOException {
    String file = path + ".lock";
    while (true) {
      OpenFile lock = OpenFile.lockable(file, 0600);
      boolean taken = false;
      try {
        await(lock);
        taken = lock.status().size() == 0;
        if (taken) {
          return new PathLock(file, lock);
        }
      } finally {
        if (!taken) {
          lock.close();
        }
      }
    }
  }

  /** Polls, because a thread in {@code flock} could not be interrupted. */
  static void await(OpenFile lock) throws IOException {
    long pause = 5;
    while (!lock.tryLock(true)) {
      pause(pause);
      pause = Math.min(pause * 2, 200);
    }
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for a lock of the store", e);
    }
  }

  /** Deletes the lock file and lets go. */
  @Override
  public void close() {
    if (released) {
      return;
    }
    released = true;
    try (lock) {
      try {
        Posix.unlink(file);
      } catch (NoSuchFileException e) {
        // Somebody cleaned up: the lock still holds on the open file.
      }
      lock.write(STALE, 0, 1);
    } catch (IOException e) {
      throw new StoreException("cannot release the lock " + file + ": " + e.getMessage(), e);
    }
  }
}
