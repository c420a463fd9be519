package firn.store.local;

import firn.store.StoreException;
import firn.store.nar.TreeVisitor;
import java.io.IOException;
import java.io.OutputStream;

/** Passes one regular file on, not executable, and its bare contents to a stream. */
record FlatVisitor(TreeVisitor next, OutputStream content) implements TreeVisitor {
  private static StoreException notRegular() {
    return new StoreException("only a regular file has a flat hash");
  }

  @Override
  public void beginDirectory(String path) {
    throw notRegular();
  }

  @Override
  public void endDirectory(String path) {
    throw notRegular();
  }

  @Override
  public void beginFile(String path, boolean executable, long size) throws IOException {
    next.beginFile(path, false, size);
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    content.write(bytes, offset, length);
    next.contents(bytes, offset, length);
  }

  @Override
  public void endFile(String path) throws IOException {
    next.endFile(path);
  }

  @Override
  public void symlink(String path, String target) {
    throw notRegular();
  }
}
