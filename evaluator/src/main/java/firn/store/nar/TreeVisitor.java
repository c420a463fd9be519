package firn.store.nar;

import java.io.IOException;

/**
 * Receives a file tree, in the order of its archive: a directory before its entries, entries sorted
 * by name. Paths are relative to the root, which is the empty string; they have no leading slash.
 */
public interface TreeVisitor {
  void beginDirectory(String path) throws IOException;

  void endDirectory(String path) throws IOException;

  /** A regular file follows: exactly {@code size} bytes through {@link #contents}. */
  void beginFile(String path, boolean executable, long size) throws IOException;

  /** A part of the current file's contents; the array is reused after the call. */
  void contents(byte[] bytes, int offset, int length) throws IOException;

  /** As {@link #contents(byte[], int, int)}; the piece is reused after the call. */
  default void contents(Piece piece) throws IOException {
    byte[] copy = new byte[piece.length()];
    piece.copyTo(copy, 0);
    contents(copy, 0, copy.length);
  }

  void endFile(String path) throws IOException;

  void symlink(String path, String target) throws IOException;
}
