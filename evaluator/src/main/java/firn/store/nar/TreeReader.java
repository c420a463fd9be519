package firn.store.nar;

import firn.store.SourceFilter;
import firn.store.SourceFilter.FileType;
import firn.store.StoreException;
import firn.store.posix.FileStatus;
import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.List;

/** Reads a tree from disk. */
public final class TreeReader {
  private final String root;
  private final SourceFilter filter;
  private final TreeVisitor visitor;
  private final byte[] buffer = new byte[1 << 16];

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
    for (String name : names) {
      String below = path.isEmpty() ? name : path + "/" + name;
      String child = file + "/" + name;
      FileStatus status = Posix.status(child);
      if (filter == SourceFilter.ALL || filter.includes(below, type(status))) {
        node(below, child, status);
      }
    }
    visitor.endDirectory(path);
  }

  private void regular(String path, String file, FileStatus status) throws IOException {
    visitor.beginFile(path, status.isExecutable(), status.size());
    long left = status.size();
    if (left > 0) {
      try (OpenFile in = OpenFile.read(file)) {
        while (left > 0) {
          int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (n < 0) {
            throw new StoreException("file '" + file + "' shrank while it was read");
          }
          visitor.contents(buffer, 0, n);
          left -= n;
        }
      }
    }
    visitor.endFile(path);
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
