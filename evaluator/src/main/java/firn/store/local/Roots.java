package firn.store.local;

import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.FileStatus;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What garbage collection starts from: links below {@code gcroots} and {@code profiles}, links
 * elsewhere that {@code gcroots/auto} names, and the temporary roots of living processes.
 */
public final class Roots {
  private final StoreLayout layout;
  private final String gcRoots;
  private final String automatic;

  /**
   * Roots that stand for links to physical paths, which Nix would not recognise: {@code HASH →
   * /nix/store/…} for the link that {@code auto/HASH} names. Nix takes them for links of their own
   * right, so it is Firn that removes those whose link is gone: when it looks for roots, and when
   * it makes another.
   */
  private final String physical;

  public Roots(StoreLayout layout) {
    this.layout = layout;
    this.gcRoots = PathBytes.of(layout.stateDir()) + "/gcroots";
    this.automatic = gcRoots + "/auto";
    this.physical = gcRoots + "/firn";
  }

  /**
   * Makes {@code link} a symbolic link to a store path, replacing one that is there, and a root for
   * as long as it exists. In a store away from {@code /} it leads to the physical path, so that it
   * can be followed.
   *
   * @throws StoreException if something else than a link is there
   */
  public void add(Path link, StorePath target) {
    String file = PathBytes.of(link.toAbsolutePath().normalize());
    boolean usable = layout.root().equals(Path.of("/"));
    String destination = usable ? target.toString() : layout.physicalBytes(target);
    String name = HashAlgorithm.SHA1.hash(file).nix32();
    try {
      if (Posix.exists(file) && !Posix.status(file).isSymlink()) {
        throw new StoreException("'" + link + "' exists and is not a link");
      }
      Files.createDirectories(PathBytes.toPath(automatic));
      if (!usable) {
        Files.createDirectories(PathBytes.toPath(physical));
        visit(physical, new TreeMap<>());
        replace(target.toString(), physical + "/" + name);
      }
      replace(file, automatic + "/" + name);
      replace(destination, file);
    } catch (IOException e) {
      throw new StoreException("cannot make the link '" + link + "': " + e.getMessage(), e);
    }
  }

  /** Makes a symbolic link, in place of one that is there, at no time leaving none. */
  static void replace(String target, String link) throws IOException {
    for (int n = 0; ; n++) {
      String temporary = link + ".tmp-" + ProcessHandle.current().pid() + "-" + n;
      try {
        Posix.symlink(target, temporary);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      Posix.rename(temporary, link);
      return;
    }
  }

  /** The roots on disk: link → path. Automatic roots whose link is gone are deleted. */
  public SortedMap<String, StorePath> permanent() throws IOException {
    SortedMap<String, StorePath> roots = new TreeMap<>();
    visit(gcRoots, roots);
    visit(PathBytes.of(layout.stateDir()) + "/profiles", roots);
    return roots;
  }

  private void visit(String path, SortedMap<String, StorePath> roots) throws IOException {
    FileStatus status;
    try {
      status = Posix.status(path);
    } catch (NoSuchFileException e) {
      return;
    }
    if (status.isDirectory()) {
      List<String> names;
      try {
        names = Posix.list(path);
      } catch (AccessDeniedException e) {
        throw new StoreException(
            "the roots in " + path + " cannot be read, so nothing is known to be garbage",
            "Run as a user who may read them.",
            e);
      }
      for (String name : names) {
        visit(path + "/" + name, roots);
      }
    } else if (status.isSymlink()) {
      link(path, roots);
    } else if (status.isRegular()) {
      inStore(StorePath.STORE_DIR + "/" + path.substring(path.lastIndexOf('/') + 1))
          .ifPresent(p -> roots.put(path, p));
    }
  }

  private void link(String path, SortedMap<String, StorePath> roots) throws IOException {
    if (path.startsWith(physical + "/")) {
      String link = automatic + path.substring(physical.length());
      if (!Posix.exists(link) || !Posix.exists(Posix.readLink(link))) {
        Posix.unlink(path);
        return;
      }
    }
    String target = Posix.readLink(path);
    Optional<StorePath> direct = inStore(target);
    if (direct.isPresent()) {
      roots.put(path, direct.get());
      return;
    }
    String absolute =
        target.startsWith("/") ? target : path.substring(0, path.lastIndexOf('/') + 1) + target;
    try {
      if (!Posix.status(absolute).isSymlink()) {
        return;
      }
      inStore(Posix.readLink(absolute)).ifPresent(p -> roots.put(absolute, p));
    } catch (NoSuchFileException | NotDirectoryException e) {
      if (path.startsWith(automatic + "/")) {
        Posix.unlink(path);
      }
    }
  }

  /** The store path that a logical or physical path lies in. */
  private Optional<StorePath> inStore(String path) {
    String prefix = PathBytes.of(layout.storeDir()) + "/";
    String logical =
        path.startsWith(prefix)
            ? StorePath.STORE_DIR + "/" + path.substring(prefix.length())
            : path;
    try {
      return StorePath.isInStore(logical)
          ? Optional.of(StorePath.containing(logical))
          : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /** The temporary roots of living processes; files of dead ones are deleted. */
  SortedSet<StorePath> temporary() throws IOException {
    SortedSet<StorePath> roots = new TreeSet<>();
    String folder = PathBytes.of(layout.stateDir()) + "/temproots";
    for (String name : Posix.list(folder)) {
      String file = folder + "/" + name;
      try (OpenFile open = OpenFile.lockable(file, 0600)) {
        if (open.tryLock(true)) {
          Posix.unlink(file);
          open.write(new byte[] {'d'}, 0, 1);
          continue;
        }
      }
      String text = Files.readString(PathBytes.toPath(file), StandardCharsets.ISO_8859_1);
      for (String path : text.split("\0", -1)) {
        inStore(path).ifPresent(roots::add);
      }
    }
    return roots;
  }
}
