package firn.store.local;

import firn.store.StoreException;
import firn.store.nar.TreeWriter;
import firn.store.posix.FileStatus;
import firn.store.posix.OpenFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Work on whole trees below byte paths. */
public final class FileTrees {
  private static final int SETUID_AND_GROUP_WRITE = 07022;

  private FileTrees() {}

  /** Deletes a file or a tree, read-only folders included; nothing there is fine. */
  public static void delete(String path) throws IOException {
    FileStatus status;
    try {
      status = Posix.status(path);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!status.isDirectory()) {
      Posix.unlink(path);
      return;
    }
    if ((status.mode() & 0700) != 0700) {
      Posix.chmod(path, 0700);
    }
    for (String name : Posix.list(path)) {
      delete(path + "/" + name);
    }
    Posix.rmdir(path);
  }

  /**
   * Gives a tree that a builder made the form that everything in the store has: modes 0444 and
   * 0555, time 1, owned by this process's user. A file that has names outside the tree too becomes
   * one of its own, so that neither side can change the other.
   *
   * @throws StoreException if something is neither file, directory nor link
   */
  public static void canonicalise(String root) throws IOException {
    Map<FileStatus.FileId, List<String>> linked = new HashMap<>();
    canonicalise(root, Posix.status(root), linked);
    for (List<String> names : linked.values()) {
      FileStatus status = Posix.status(names.getFirst());
      if (status.links() > names.size()) {
        separate(names, status);
      }
      finish(names.getFirst(), Posix.status(names.getFirst()));
    }
  }

  private static void canonicalise(
      String path, FileStatus status, Map<FileStatus.FileId, List<String>> linked)
      throws IOException {
    if (status.isDirectory()) {
      if (Posix.isRoot() && status.user() != 0) {
        Posix.chown(path, 0, 0);
      }
      if ((status.mode() & 0700) != 0700) {
        Posix.chmod(path, 0700);
      }
      for (String name : Posix.list(path)) {
        String child = path + "/" + name;
        canonicalise(child, Posix.status(child), linked);
      }
      finish(path, Posix.status(path));
    } else if (status.isRegular() && status.links() > 1) {
      linked.computeIfAbsent(status.id(), id -> new ArrayList<>()).add(path);
    } else if (status.isRegular() || status.isSymlink()) {
      finish(path, status);
    } else {
      throw new StoreException(
          "file '" + path + "' is neither a regular file, a directory nor a link");
    }
  }

  /** Sets owner before mode, since changing the owner drops mode bits. */
  private static void finish(String path, FileStatus status) throws IOException {
    if (Posix.isRoot() && (status.user() != 0 || status.group() != 0)) {
      Posix.chown(path, 0, 0);
    }
    if (!status.isSymlink()) {
      int mode = status.isDirectory() || status.isExecutable() ? 0555 : 0444;
      if (status.permissions() != mode) {
        Posix.chmod(path, mode);
      }
    }
    if (status.modifiedSeconds() != TreeWriter.STORE_TIME) {
      Posix.setTimes(path, TreeWriter.STORE_TIME);
    }
  }

  /** Copies the file that {@code names} share, so that they share it with nobody else. */
  private static void separate(List<String> names, FileStatus status) throws IOException {
    String first = names.getFirst();
    String copy = first + ".firn-copy";
    copy(first, copy, status.permissions() & ~SETUID_AND_GROUP_WRITE);
    for (String name : names.subList(1, names.size())) {
      Posix.unlink(name);
      Posix.link(copy, name);
    }
    Posix.rename(copy, first);
  }

  private static void copy(String from, String to, int mode) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (OpenFile in = OpenFile.read(from);
        OpenFile out = OpenFile.create(to, mode)) {
      for (int n = in.read(buffer, 0, buffer.length);
          n >= 0;
          n = in.read(buffer, 0, buffer.length)) {
        out.write(buffer, 0, n);
      }
      out.chmod(mode);
    }
  }
}
