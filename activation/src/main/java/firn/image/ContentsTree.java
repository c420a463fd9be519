package firn.image;

import firn.image.tar.TarEntry.Kind;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays store paths over each other, as {@code contents} and {@code copyToRoot} of an image say.
 *
 * @param tree what they become
 * @param files where store paths lie
 */
record ContentsTree(RootTree tree, StoreFiles files) {
  private static final String STORE = "nix/store/";

  /**
   * Adds links to everything below {@code storePath}; its folders become folders, its own links are
   * kept as they are. What is there already stays. A single file has no place in the tree; it is in
   * the image where something else names its store path, such as the command.
   */
  void link(String storePath) throws IOException {
    link(storePath, PathBytes.of(files.physical(storePath)), "");
  }

  private void link(String logical, String source, String name) throws IOException {
    FileStatus status = Posix.status(source);
    if (status.isDirectory()) {
      folder(name, 0755);
      for (String member : sorted(source)) {
        link(logical + "/" + member, source + "/" + member, RootTree.child(name, member));
      }
    } else if (tree.kind(name) == null) {
      tree.addLink(name, status.isSymlink() ? Posix.readLink(source) : logical);
    }
  }

  /**
   * Copies everything below {@code storePath}, over what is there.
   *
   * @param keepLinks whether a link to a folder that is there already stays when a folder comes
   *     upon it; otherwise links to folders are copied as the folders they lead to
   */
  void copy(String storePath, boolean keepLinks) throws IOException {
    requireFolder(storePath);
    copy(storePath.substring(1), "", keepLinks, new HashSet<>());
  }

  private void requireFolder(String storePath) throws IOException {
    if (LinkWalk.folder(new Store(), storePath.substring(1)) == null) {
      throw new IOException(
          "'"
              + storePath
              + "' is no folder, so it cannot be laid over an image's root; give one that holds it, such as writeTextDir makes");
    }
  }

  /**
   * @param given what is copied, as named below the root
   * @param above the folders that are being copied
   */
  private void copy(String given, String name, boolean keepLinks, Set<String> above)
      throws IOException {
    String logical = given;
    String source = physical(logical);
    FileStatus status = Posix.status(source);
    if (status.isSymlink() && !keepLinks) {
      String led = LinkWalk.folder(new Store(), logical);
      if (led != null && isBelowStore(led)) {
        logical = led;
        source = physical(led);
        status = Posix.status(source);
      }
    }
    if (status.isDirectory()) {
      String folder = keepLinks ? kept(name) : name;
      folder(folder, status.permissions());
      if (!above.add(logical)) {
        throw new IOException(
            "'/"
                + given
                + "' leads to '/"
                + logical
                + "', in which it lies: copied as the folder it leads to it has no end");
      }
      for (String member : sorted(source)) {
        if (tree.kind(folder) != Kind.FOLDER) {
          throw new IOException(
              "'/"
                  + logical
                  + "' is copied to '/"
                  + folder
                  + "', which a member of it replaced by way of a link that was kept");
        }
        copy(logical + "/" + member, RootTree.child(folder, member), keepLinks, above);
      }
      above.remove(logical);
      return;
    }
    if (tree.kind(name) != null) {
      tree.remove(name);
    }
    if (status.isSymlink()) {
      tree.addLink(name, Posix.readLink(source));
    } else {
      tree.addFile(name, source, status.permissions());
    }
  }

  /** Where a folder that comes upon {@code name} goes. */
  private String kept(String name) throws IOException {
    if (tree.kind(name) != Kind.SYMLINK) {
      return name;
    }
    String led = LinkWalk.folder(tree, name);
    return led == null ? name : led;
  }

  private void folder(String name, int permissions) throws IOException {
    Kind there = tree.kind(name);
    if (there == Kind.FOLDER) {
      return;
    }
    if (there != null) {
      tree.remove(name);
    }
    tree.addFolder(name, permissions | 0200);
  }

  private String physical(String logical) throws IOException {
    int end = logical.indexOf('/', STORE.length());
    String path = end < 0 ? logical : logical.substring(0, end);
    return PathBytes.of(files.physical("/" + path)) + logical.substring(path.length());
  }

  private static boolean isBelowStore(String logical) {
    return logical.startsWith(STORE);
  }

  /** The store, with the folders above it. */
  private final class Store implements LinkWalk.Tree {
    @Override
    public @Nullable Kind kind(String name) {
      if (STORE.startsWith(name + "/")) {
        return Kind.FOLDER;
      }
      return isBelowStore(name) ? there(name) : null;
    }

    private @Nullable Kind there(String name) {
      try {
        FileStatus status = Posix.status(physical(name));
        return status.isDirectory() ? Kind.FOLDER : status.isSymlink() ? Kind.SYMLINK : Kind.FILE;
      } catch (IOException strangerOrNothing) {
        return null;
      }
    }

    @Override
    public String link(String name) throws IOException {
      return Posix.readLink(physical(name));
    }
  }

  private static List<String> sorted(String folder) throws IOException {
    List<String> names = Posix.list(folder);
    names.sort(null);
    return names;
  }
}
