package firn.store.nar;

import firn.store.posix.OpenFile;
import java.io.IOException;

/** A file that is written piece by piece, on other processors while its writer goes on. */
final class LargeFile implements AutoCloseable {
  private static final int PIECE = 1 << 18;

  /** Pieces on their way to disk; each has a buffer of its own. */
  private static final int WINDOW = 6;

  private final OpenFile file;
  private final byte[][] ring = new byte[WINDOW][];
  private final Ahead<Integer> ahead = new Ahead<>();
  private long given;
  private int used;

  LargeFile(String path, int mode) throws IOException {
    file = OpenFile.create(path, mode);
    file.chmod(mode);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      byte[] piece = piece();
      int part = Math.min(length - done, PIECE - used);
      System.arraycopy(bytes, offset + done, piece, used, part);
      used += part;
      done += part;
      if (used == PIECE) {
        give(piece);
      }
    }
  }

  private byte[] piece() {
    int number = (int) (given / PIECE % WINDOW);
    if (ring[number] == null) {
      ring[number] = new byte[PIECE];
    }
    return ring[number];
  }

  private void give(byte[] piece) throws IOException {
    // The next piece's buffer is free once the oldest is written.
    while (ahead.size() >= WINDOW - 1) {
      ahead.take();
    }
    long at = given;
    int length = used;
    ahead.give(() -> {
      file.writeAt(at, piece, length);
      return length;
    });
    given += length;
    used = 0;
  }

  /** Writes the rest and gives the file its time. */
  void finish() throws IOException {
    if (used > 0) {
      give(piece());
    }
    while (ahead.size() > 0) {
      ahead.take();
    }
    file.setTimes(TreeWriter.STORE_TIME);
    file.close();
  }

  @Override
  public void close() throws IOException {
    ahead.close();
    file.close();
  }
}
