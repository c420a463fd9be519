package firn.image;

import firn.image.tar.TarEntry.Kind;
import firn.store.local.FileTrees;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * A tree on disk, for scripts to work on.
 *
 * @param root its byte path
 */
record DiskTree(String root) implements RootTree {
  String path(String name) {
    return name.isEmpty() ? root : root + "/" + name;
  }

  @Override
  public @Nullable Kind kind(String name) throws IOException {
    String path = path(name);
    if (!Posix.exists(path)) {
      return null;
    }
    FileStatus status = Posix.status(path);
    return status.isDirectory() ? Kind.FOLDER : status.isSymlink() ? Kind.SYMLINK : Kind.FILE;
  }

  @Override
  public String link(String name) throws IOException {
    return Posix.readLink(path(name));
  }

  @Override
  public void addFolder(String name, int permissions) throws IOException {
    Posix.mkdir(path(name), 0755);
    Posix.chmod(path(name), permissions);
  }

  @Override
  public void addLink(String name, String target) throws IOException {
    Posix.symlink(target, path(name));
  }

  @Override
  public void addFile(String name, String source, int permissions) throws IOException {
    Files.copy(PathBytes.toPath(source), PathBytes.toPath(path(name)));
    Posix.chmod(path(name), permissions);
  }

  /**
   * The byte path of the folder {@code name} leads to, made where it is missing.
   *
   * @throws IOException if it leads through a file or too many links
   */
  String madeFolder(String name) throws IOException {
    String folder = LinkWalk.folder(new Making(this), name);
    if (folder == null) {
      throw new IOException("'" + name + "' leads through a file or too many links");
    }
    return path(folder);
  }

  /** A tree in which every folder asked for is there. */
  private record Making(DiskTree tree) implements LinkWalk.Tree {
    @Override
    public Kind kind(String name) throws IOException {
      Kind there = tree.kind(name);
      if (there == null) {
        tree.addFolder(name, 0755);
        return Kind.FOLDER;
      }
      return there;
    }

    @Override
    public String link(String name) throws IOException {
      return tree.link(name);
    }
  }

  @Override
  public void remove(String name) throws IOException {
    FileTrees.delete(path(name));
  }
}
