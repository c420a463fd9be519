package firn.store.nar;

import firn.store.SourceFilter;
import firn.store.SourceFilter.FileType;
import firn.store.StoreException;
import firn.store.posix.FileStatus;
import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree from disk. The small files of a folder that has many are read ahead on other
 * processors; the visitor is called on the caller's thread only.
 */
public final class TreeReader {
  /** Files up to this many bytes are read in one go. */
  private static final int SMALL = 1 << 16;

  /** Names of a folder that are looked at in one go. */
  private static final int BATCH = 16;

  /** Batches that are read before they are needed. */
  private static final int WINDOW = 6;

  private final String root;
  private final SourceFilter filter;
  private final TreeVisitor visitor;
  private final byte[] buffer = new byte[SMALL];

  private TreeReader(String root, SourceFilter filter, TreeVisitor visitor) {
    this.root = root;
    this.filter = filter;
    this.visitor = visitor;
  }

  /** Shows all of the tree at {@code root}, a byte path, to the visitor. */
  public static void read(String root, TreeVisitor visitor) throws IOException {
    read(root, SourceFilter.ALL, visitor);
  }

  /**
   * @throws StoreException if something is neither file, directory nor link, or changes its size
   *     while it is read
   */
  public static void read(String root, SourceFilter filter, TreeVisitor visitor)
      throws IOException {
    new TreeReader(root, filter, visitor).node("", root, Posix.status(root));
  }

  private void node(String path, String file, FileStatus status) throws IOException {
    switch (type(status)) {
      case REGULAR -> regular(path, file, status);
      case SYMLINK -> visitor.symlink(path, Posix.readLink(file));
      case DIRECTORY -> directory(path, file);
      case UNKNOWN ->
          throw new StoreException(
              "file '" + file + "' is neither a regular file, a directory nor a link");
    }
  }

  private void directory(String path, String file) throws IOException {
    visitor.beginDirectory(path);
    List<String> names = Posix.list(file);
    names.sort(null);
    if (filter == SourceFilter.ALL && names.size() >= 2 * BATCH) {
      many(path, file, names);
    } else {
      for (String name : names) {
        String below = below(path, name);
        String child = file + "/" + name;
        FileStatus status = Posix.status(child);
        if (filter == SourceFilter.ALL || filter.includes(below, type(status))) {
          node(below, child, status);
        }
      }
    }
    visitor.endDirectory(path);
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /**
   * What is in a folder, with its contents if they are small.
   *
   * @param contents null where they are not read yet
   */
  private record Entry(String name, FileStatus status, byte @Nullable [] contents) {
    static List<Entry> read(String folder, List<String> names) throws IOException {
      List<Entry> entries = new ArrayList<>(names.size());
      String prefix = folder.concat("/");
      for (String name : names) {
        String file = prefix.concat(name);
        FileStatus status = Posix.status(file);
        boolean small = status.isRegular() && status.size() > 0 && status.size() <= SMALL;
        byte[] contents = null;
        if (small) {
          contents = new byte[(int) status.size()];
          try (OpenFile in = OpenFile.read(file)) {
            if (in.readAt(0, contents, contents.length) < contents.length) {
              throw shrank(file);
            }
          }
        }
        entries.add(new Entry(name, status, contents));
      }
      return entries;
    }
  }

  private void many(String path, String file, List<String> names) throws IOException {
    String prefix = path.isEmpty() ? "" : path.concat("/");
    try (Ahead<List<Entry>> ahead = new Ahead<>()) {
      int given = 0;
      for (int start = 0; start < names.size(); start += BATCH) {
        while (given < names.size() && ahead.size() < WINDOW) {
          List<String> batch = names.subList(given, Math.min(given + BATCH, names.size()));
          ahead.give(() -> Entry.read(file, batch));
          given += batch.size();
        }
        for (Entry entry : ahead.take()) {
          String below = prefix.concat(entry.name());
          byte[] contents = entry.contents();
          if (contents == null) {
            node(below, file + "/" + entry.name(), entry.status());
          } else {
            visitor.beginFile(below, entry.status().isExecutable(), contents.length);
            visitor.contents(contents, 0, contents.length);
            visitor.endFile(below);
          }
        }
      }
    }
  }

  private void regular(String path, String file, FileStatus status) throws IOException {
    long size = status.size();
    visitor.beginFile(path, status.isExecutable(), size);
    if (size > 0) {
      try (OpenFile in = OpenFile.read(file)) {
        if (size <= SMALL) {
          if (in.readAt(0, buffer, (int) size) < size) {
            throw shrank(file);
          }
          visitor.contents(buffer, 0, (int) size);
        } else {
          large(file, in, size);
        }
      }
    }
    visitor.endFile(path);
  }

  /**
   * Piece by piece: one that was just read is hashed out of the processor's own cache, which is
   * worth more than reading ahead; the kernel does that from the disk.
   */
  private void large(String file, OpenFile in, long size) throws IOException {
    for (long at = 0; at < size; at += Piece.SIZE) {
      int length = (int) Math.min(Piece.SIZE, size - at);
      Piece piece = Piece.read(in, at, length);
      if (piece.length() < length) {
        throw shrank(file);
      }
      visitor.contents(piece);
      piece.release();
    }
  }

  private static StoreException shrank(String file) {
    return new StoreException("file '" + file + "' shrank while it was read");
  }

  private static FileType type(FileStatus status) {
    if (status.isRegular()) {
      return FileType.REGULAR;
    }
    if (status.isDirectory()) {
      return FileType.DIRECTORY;
    }
    return status.isSymlink() ? FileType.SYMLINK : FileType.UNKNOWN;
  }
}
