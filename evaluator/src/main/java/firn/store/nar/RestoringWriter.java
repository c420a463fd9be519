package firn.store.nar;

import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree to disk for somebody to work on: with the modes that the user's umask leaves, and
 * present times. Nothing may exist at the root beforehand.
 */
public final class RestoringWriter implements TreeVisitor, AutoCloseable {
  private final String root;
  private @Nullable OpenFile file;

  /**
   * @param root where to write, a byte path; its parent exists
   */
  public RestoringWriter(String root) {
    this.root = root;
  }

  private String at(String path) {
    return path.isEmpty() ? root : root + "/" + path;
  }

  @Override
  public void beginDirectory(String path) throws IOException {
    Posix.mkdir(at(path), 0777);
  }

  @Override
  public void endDirectory(String path) {}

  @Override
  public void beginFile(String path, boolean executable, long size) throws IOException {
    file = OpenFile.create(at(path), executable ? 0777 : 0666);
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    Objects.requireNonNull(file).write(bytes, offset, length);
  }

  @Override
  public void endFile(String path) throws IOException {
    Objects.requireNonNull(file).close();
    file = null;
  }

  @Override
  public void symlink(String path, String target) throws IOException {
    Posix.symlink(target, at(path));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
