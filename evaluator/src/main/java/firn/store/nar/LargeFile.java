package firn.store.nar;

import firn.store.posix.OpenFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is written piece by piece, on other processors while its writer goes on. */
final class LargeFile implements AutoCloseable {
  /** Pieces on their way to disk. */
  private static final int WINDOW = 6;

  private final OpenFile file;
  private final Ahead<Integer> ahead = new Ahead<>();
  private @Nullable Piece filling;
  private long given;

  LargeFile(String path, int mode) throws IOException {
    file = OpenFile.create(path, mode);
    file.chmod(mode);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      Piece piece = filling;
      if (piece == null) {
        piece = Piece.take();
        filling = piece;
      }
      done += piece.append(bytes, offset + done, length - done);
      if (piece.isFull()) {
        giveFilled();
      }
    }
  }

  void write(Piece piece) throws IOException {
    giveFilled();
    piece.hold();
    give(piece);
  }

  private void giveFilled() throws IOException {
    Piece piece = filling;
    if (piece != null) {
      filling = null;
      give(piece);
    }
  }

  /** Lets a piece be written and released. */
  private void give(Piece piece) throws IOException {
    while (ahead.size() >= WINDOW) {
      ahead.take();
    }
    long at = given;
    int length = piece.length();
    ahead.give(() -> {
      piece.write(file, at);
      piece.release();
      return length;
    });
    given += length;
  }

  /** Writes the rest and gives the file its time. */
  void finish() throws IOException {
    giveFilled();
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
