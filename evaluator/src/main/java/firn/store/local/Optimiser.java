package firn.store.local;

import firn.store.HashAlgorithm;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeWriter;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes equal files of the store one file with many names. As in Nix, a file's common copy is
 * {@code .links/HASH}, the hash being that of the file's archive, so that the executable bit
 * counts. A file takes the place of its equal by one rename: at every moment its name leads to the
 * contents it has always had.
 */
public final class Optimiser {
  /**
   * What was saved.
   *
   * @param files how many files became names of another
   * @param bytes the disk space that this freed
   */
  public record Saved(long files, long bytes) {}

  private final LocalStore store;
  private final String storeDir;
  private final String links;

  /** The inodes of common copies. */
  private final Set<Long> shared = new HashSet<>();

  /** The common copies whose contents were found to be what their names say. */
  private final Set<String> checked = new HashSet<>();

  private long files;
  private long bytes;

  public Optimiser(LocalStore store) {
    this.store = store;
    this.storeDir = PathBytes.of(store.layout().storeDir());
    this.links = storeDir + "/.links";
  }

  /**
   * Goes through all valid paths.
   *
   * @throws StoreException if a file cannot be read or linked
   */
  public Saved optimise() {
    for (StorePath path : store.validPaths()) {
      store.addTemporaryRoot(path);
      if (store.isValid(path)) {
        optimise(path);
      }
    }
    return saved();
  }

  /** Goes through one valid path. */
  public void optimise(StorePath path) {
    try {
      prepare();
      visit(store.layout().physicalBytes(path));
    } catch (IOException e) {
      throw new StoreException("cannot optimise '" + path + "': " + e.getMessage(), e);
    }
  }

  public Saved saved() {
    return new Saved(files, bytes);
  }

  private void prepare() throws IOException {
    if (!Posix.exists(links)) {
      try {
        Posix.mkdir(links, 0755);
      } catch (FileAlreadyExistsException e) {
        // Another process made it in the meantime.
      }
    }
    if (shared.isEmpty()) {
      for (String name : Posix.list(links)) {
        try {
          shared.add(Posix.status(links + "/" + name).inode());
        } catch (NoSuchFileException e) {
          // A collection dropped it meanwhile.
        }
      }
    }
  }

  private void visit(String path) throws IOException {
    FileStatus status = Posix.status(path);
    if (status.isDirectory()) {
      for (String name : Posix.list(path)) {
        visit(path + "/" + name);
      }
      return;
    }
    // A writable file is not in canonical form, and sharing it would spread what is written to it.
    boolean canonical = status.isSymlink() || (status.isRegular() && (status.mode() & 0222) == 0);
    if (canonical && !shared.contains(status.inode())) {
      share(path, status);
    }
  }

  private void share(String path, FileStatus status) throws IOException {
    String hash = hash(path);
    String common = links + "/" + hash;
    FileStatus there;
    try {
      there = Posix.status(common);
    } catch (NoSuchFileException e) {
      there = firstOf(path, common, status);
    }
    shared.add(there.inode());
    if (there.inode() == status.inode()) {
      checked.add(hash);
      return;
    }
    if (!checked.contains(hash) && !hash(common).equals(hash)) {
      // Somebody damaged the common copy: whatever is there, nobody else shall have it.
      Posix.unlink(common);
      shared.add(firstOf(path, common, status).inode());
      return;
    }
    checked.add(hash);
    replace(path, common, status);
  }

  private static String hash(String path) throws IOException {
    HashSink hash = new HashSink(HashAlgorithm.SHA256);
    TreeReader.read(path, new NarEncoder(hash));
    return hash.hash().nix32();
  }

  private static FileStatus firstOf(String path, String common, FileStatus status)
      throws IOException {
    try {
      Posix.link(path, common);
      return status;
    } catch (FileAlreadyExistsException e) {
      return Posix.status(common);
    } catch (FileSystemException e) {
      if (isFull(e)) {
        return status;
      }
      throw e;
    }
  }

  private void replace(String path, String common, FileStatus status) throws IOException {
    String parent = path.substring(0, path.lastIndexOf('/'));
    boolean top = parent.equals(storeDir);
    try (TemporaryObject temporary = store.temporary("link")) {
      try {
        Posix.link(common, temporary.bytes());
      } catch (NoSuchFileException e) {
        return;
      } catch (FileSystemException e) {
        if (isFull(e)) {
          return;
        }
        throw e;
      }
      if (!top && !Posix.isRoot()) {
        Posix.chmod(parent, 0755);
      }
      try {
        Posix.rename(temporary.bytes(), path);
      } finally {
        if (!top) {
          if (!Posix.isRoot()) {
            Posix.chmod(parent, 0555);
          }
          Posix.setTimes(parent, TreeWriter.STORE_TIME);
        }
      }
    }
    files++;
    if (status.links() == 1) {
      bytes += status.size();
    }
  }

  /**
   * Whether a file has as many names as its file system lets it have, or names are all it lacks.
   */
  private static boolean isFull(FileSystemException e) {
    String reason = e.getReason();
    return reason != null
        && (reason.equals("Too many links") || reason.equals("No space left on device"));
  }
}
