package firn.store.nar;

import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree to disk as the store keeps it: modes 0444 and 0555, times at second 1. Nothing may
 * exist at the root beforehand, and nobody else may write below it. Other processors may write
 * files while the tree goes on; all is there, and as it must be, once the end of the root was told.
 */
public final class TreeWriter implements TreeVisitor, AutoCloseable {
  /** The time that everything in the store bears. */
  public static final long STORE_TIME = 1;

  /** Files up to this many bytes are collected and written together. */
  private static final int SMALL = 1 << 16;

  private static final int BATCH = 16;
  private static final int BATCH_BYTES = 1 << 18;

  /** Batches that wait to be written. */
  private static final int WINDOW = 8;

  private final String root;
  private final List<String> folders = new ArrayList<>();
  private final Ahead<Integer> ahead = new Ahead<>();
  private List<Small> batch = new ArrayList<>();
  private int batchBytes;
  private @Nullable Small small;
  private int used;
  private @Nullable LargeFile large;

  /** A file with its contents. */
  private record Small(String file, int mode, byte[] contents) {
    void write() throws IOException {
      try (OpenFile out = OpenFile.create(file, mode)) {
        // The process's umask took part in the creation; the store's modes must not depend on it.
        out.chmod(mode);
        if (contents.length > 0) {
          out.write(contents, 0, contents.length);
        }
        out.setTimes(STORE_TIME);
      }
    }
  }

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
    folders.add(at(path));
    end(path);
  }

  /** A folder gets its mode and time last: writing below it would change both. */
  private void end(String path) throws IOException {
    if (!path.isEmpty()) {
      return;
    }
    for (Small file : batch) {
      file.write();
    }
    batch = new ArrayList<>();
    while (ahead.size() > 0) {
      ahead.take();
    }
    for (String folder : folders) {
      Posix.chmod(folder, 0555);
      Posix.setTimes(folder, STORE_TIME);
    }
    folders.clear();
  }

  @Override
  public void beginFile(String path, boolean executable, long size) throws IOException {
    int mode = executable ? 0555 : 0444;
    if (size <= SMALL) {
      small = new Small(at(path), mode, new byte[(int) size]);
      used = 0;
    } else {
      large = new LargeFile(at(path), mode);
    }
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    if (large != null) {
      large.write(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, Objects.requireNonNull(small).contents(), used, length);
      used += length;
    }
  }

  @Override
  public void contents(Piece piece) throws IOException {
    if (large != null) {
      large.write(piece);
    } else {
      piece.copyTo(Objects.requireNonNull(small).contents(), used);
      used += piece.length();
    }
  }

  @Override
  public void endFile(String path) throws IOException {
    if (large != null) {
      large.finish();
      large = null;
    } else {
      Small done = Objects.requireNonNull(small);
      small = null;
      batch.add(done);
      batchBytes += done.contents().length;
      if (batch.size() == BATCH || batchBytes >= BATCH_BYTES) {
        give();
      }
    }
    end(path);
  }

  private void give() throws IOException {
    List<Small> files = batch;
    batch = new ArrayList<>(BATCH);
    batchBytes = 0;
    while (ahead.size() >= WINDOW) {
      ahead.take();
    }
    ahead.give(() -> {
      for (Small file : files) {
        file.write();
      }
      return files.size();
    });
  }

  @Override
  public void symlink(String path, String target) throws IOException {
    String link = at(path);
    Posix.symlink(target, link);
    Posix.setTimes(link, STORE_TIME);
  }

  /** Lets go of what was left half-written by a failure; nothing is written afterwards. */
  @Override
  public void close() throws IOException {
    ahead.close();
    if (large != null) {
      large.close();
      large = null;
    }
  }
}
