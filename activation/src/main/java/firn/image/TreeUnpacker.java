package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarEntry.Kind;
import firn.store.build.RootScript;
import firn.store.local.FileTrees;
import firn.store.posix.ExtendedAttributes;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/**
 * Writes entries below a folder, for a script to work on. Links on the way are followed as they
 * would be with that folder as {@code /}, so no entry is written outside of it. Devices are left
 * out: a script could not make them either.
 */
final class TreeUnpacker implements LayerEntries.Visitor {
  private final DiskTree tree;

  TreeUnpacker(DiskTree tree) {
    this.tree = tree;
  }

  @Override
  public void see(TarEntry entry, InputStream contents) throws IOException {
    String path = tree.madeFolder(entry.parent()) + "/" + entry.lastName();
    if (entry.lastName().equals("..")) {
      throw new IOException("an entry is called '" + entry.name() + "'");
    }
    if (Posix.exists(path)) {
      boolean folder = Posix.status(path).isDirectory();
      if (entry.kind() != Kind.FOLDER || !folder) {
        FileTrees.delete(path);
      }
    }
    switch (entry.kind()) {
      case FOLDER -> {
        if (!Posix.exists(path)) {
          Posix.mkdir(path, 0755);
        }
      }
      case FILE -> Files.copy(contents, PathBytes.toPath(path));
      case SYMLINK -> Posix.symlink(entry.link(), path);
      case HARD_LINK -> {
        String target =
            tree.madeFolder(RootTree.parent(entry.link())) + "/" + RootTree.last(entry.link());
        Posix.link(target, path);
        return;
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
        return;
      }
    }
    if (Posix.isRoot()) {
      Posix.chown(path, shifted(entry.user()), shifted(entry.group()));
    }
    if (entry.kind() != Kind.SYMLINK) {
      Posix.chmod(path, entry.permissions());
    }
    if (Posix.isRoot()) {
      for (var attribute : entry.attributes().entrySet()) {
        ExtendedAttributes.set(path, attribute.getKey(), attribute.getValue());
      }
    }
  }

  private static int shifted(long id) throws IOException {
    if (id < 0 || id >= RootScript.IDS) {
      throw new IOException("user or group " + id + " is beyond what a script can be given");
    }
    return RootScript.FIRST_ID + (int) id;
  }
}
