package firn.store.nar;

import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree to disk as the store keeps it: modes 0444 and 0555, times at second 1. Nothing may
 * exist at the root beforehand, and nobody else may write below it.
 */
public final class TreeWriter implements TreeVisitor, AutoCloseable {
  /** The time that everything in the store bears. */
  public static final long STORE_TIME = 1;

  private final String root;
  private @Nullable OpenFile file;

  /**
   * @param root where to write, a byte path; its parent exists
   */
  public TreeWriter(String root) {
    this.root = root;
  }

  private String at(String path) {
    return path.isEmpty() ? root : root + "/" + path;
  }

  @Override
  public void beginDirectory(String path) throws IOException {
    Posix.mkdir(at(path), 0755);
  }

  @Override
  public void endDirectory(String path) throws IOException {
    String directory = at(path);
    Posix.chmod(directory, 0555);
    Posix.setTimes(directory, STORE_TIME);
  }

  @Override
  public void beginFile(String path, boolean executable, long size) throws IOException {
    file = OpenFile.create(at(path), executable ? 0555 : 0444);
    // The process's umask took part in the creation; the store's modes must not depend on it.
    file.chmod(executable ? 0555 : 0444);
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    Objects.requireNonNull(file).write(bytes, offset, length);
  }

  @Override
  public void endFile(String path) throws IOException {
    try (OpenFile done = Objects.requireNonNull(file)) {
      done.setTimes(STORE_TIME);
    }
    file = null;
  }

  @Override
  public void symlink(String path, String target) throws IOException {
    String link = at(path);
    Posix.symlink(target, link);
    Posix.setTimes(link, STORE_TIME);
  }

  /** Lets go of a file that was left half-written by a failure. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
