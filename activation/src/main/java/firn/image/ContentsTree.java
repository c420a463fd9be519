package firn.image;

import firn.store.local.FileTrees;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Lays store paths over each other, as {@code contents} and {@code copyToRoot} of an image say.
 *
 * @param root the tree, a byte path
 * @param files where store paths lie
 */
record ContentsTree(String root, StoreFiles files) {

  /**
   * Adds links to everything below {@code storePath}; its folders become folders, its own links are
   * kept as they are. What is there already stays.
   */
  void link(String storePath) throws IOException {
    link(storePath, PathBytes.of(files.physical(storePath)), root);
  }

  private void link(String logical, String source, String target) throws IOException {
    FileStatus status = Posix.status(source);
    if (status.isDirectory()) {
      folder(target, 0755);
      for (String name : sorted(source)) {
        link(logical + "/" + name, source + "/" + name, target + "/" + name);
      }
    } else if (!Posix.exists(target)) {
      Posix.symlink(status.isSymlink() ? Posix.readLink(source) : logical, target);
    }
  }

  /**
   * Copies everything below {@code storePath}, over what is there.
   *
   * @param keepLinks whether a link to a folder that is there already stays when a folder comes
   *     upon it; otherwise links to folders are copied as the folders they lead to
   */
  void copy(String storePath, boolean keepLinks) throws IOException {
    copy(PathBytes.of(files.physical(storePath)), root, keepLinks);
  }

  private void copy(String given, String target, boolean keepLinks) throws IOException {
    String source = given;
    FileStatus status = Posix.status(source);
    if (status.isSymlink() && !keepLinks) {
      String led = lead(source);
      if (led != null) {
        source = led;
        status = Posix.status(led);
      }
    }
    if (status.isDirectory()) {
      boolean kept =
          keepLinks && Posix.exists(target) && Posix.status(target).isSymlink() && isFolder(target);
      if (!kept) {
        folder(target, status.permissions());
      }
      for (String name : sorted(source)) {
        copy(source + "/" + name, target + "/" + name, keepLinks);
      }
      return;
    }
    if (Posix.exists(target)) {
      FileTrees.delete(target);
    }
    if (status.isSymlink()) {
      Posix.symlink(Posix.readLink(source), target);
    } else {
      Files.copy(PathBytes.toPath(source), PathBytes.toPath(target));
      Posix.chmod(target, status.permissions());
    }
  }

  /** The folder a link in the store leads to, physically; null where it leads to none. */
  private @org.jspecify.annotations.Nullable String lead(String link) throws IOException {
    String at = link;
    for (int links = 0; links < 40; links++) {
      String target = Posix.readLink(at);
      if (target.startsWith("/nix/store/")) {
        try {
          at = PathBytes.of(files.physical(target));
        } catch (IOException stranger) {
          return null;
        }
      } else if (target.startsWith("/")) {
        return null;
      } else {
        at = at.substring(0, at.lastIndexOf('/') + 1) + target;
      }
      if (!Posix.exists(at)) {
        return null;
      }
      FileStatus status = Posix.status(at);
      if (status.isDirectory()) {
        return at;
      }
      if (!status.isSymlink()) {
        return null;
      }
    }
    return null;
  }

  private static boolean isFolder(String path) {
    return Files.isDirectory(PathBytes.toPath(path));
  }

  private static void folder(String path, int permissions) throws IOException {
    if (Posix.exists(path)) {
      if (Posix.status(path).isDirectory()) {
        return;
      }
      FileTrees.delete(path);
    }
    Posix.mkdir(path, 0755);
    Posix.chmod(path, permissions | 0200);
  }

  private static List<String> sorted(String folder) throws IOException {
    List<String> names = Posix.list(folder);
    names.sort(null);
    return names;
  }
}
