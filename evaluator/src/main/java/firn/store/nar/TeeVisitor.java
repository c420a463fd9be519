package firn.store.nar;

import java.io.IOException;

/** Sends a tree to two visitors. */
public record TeeVisitor(TreeVisitor first, TreeVisitor second) implements TreeVisitor {
  @Override
  public void beginDirectory(String path) throws IOException {
    first.beginDirectory(path);
    second.beginDirectory(path);
  }

  @Override
  public void endDirectory(String path) throws IOException {
    first.endDirectory(path);
    second.endDirectory(path);
  }

  @Override
  public void beginFile(String path, boolean executable, long size) throws IOException {
    first.beginFile(path, executable, size);
    second.beginFile(path, executable, size);
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    first.contents(bytes, offset, length);
    second.contents(bytes, offset, length);
  }

  /** The second goes first: it may write on another processor while the first hashes. */
  @Override
  public void contents(Piece piece) throws IOException {
    second.contents(piece);
    first.contents(piece);
  }

  @Override
  public void endFile(String path) throws IOException {
    first.endFile(path);
    second.endFile(path);
  }

  @Override
  public void symlink(String path, String target) throws IOException {
    first.symlink(path, target);
    second.symlink(path, target);
  }
}
