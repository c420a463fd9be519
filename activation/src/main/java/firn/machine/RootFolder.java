package firn.machine;

import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The files of a machine, reached through its root folder. A path is absolute within the machine;
 * the folder it lies in is opened by the kernel as if the root were {@code /}, so that neither a
 * link nor {@code ..} leads out of it, and the last name is never followed. A file or link is
 * replaced in one step: a reader sees the old or the new one.
 */
public final class RootFolder implements AutoCloseable {
  private static final int FILE_LIMIT = 256 << 20;

  /** Folders that Firn writes in and that may be file systems of their own. */
  private static final List<String> WRITTEN = List.of("/", "/etc", "/var/lib/firn", "/nix/var/nix");

  private final Path root;
  private final int fd;

  private RootFolder(Path root, int fd) {
    this.root = root;
    this.fd = fd;
  }

  /** Opens the root folder of a machine; it must exist. */
  public static RootFolder open(Path root) throws IOException {
    return new RootFolder(root, Kernel.openFolder(root.toString()));
  }

  /** The root folder of a machine within this one. */
  public RootFolder within(String path) throws IOException {
    return new RootFolder(root.resolve(path.substring(1)), Kernel.openFolderIn(fd, path));
  }

  /** Where the root lies on this machine, for messages and for mounts. */
  public Path path() {
    return root;
  }

  @Override
  public void close() {
    Kernel.close(fd);
  }

  /** What is done in an open folder, which it is given as a path that cannot be redirected. */
  @FunctionalInterface
  private interface InFolder<T> {
    T apply(Path folder) throws IOException;
  }

  private <T> T in(String folder, InFolder<T> action) throws IOException {
    int opened;
    try {
      opened = Kernel.openFolderIn(fd, folder);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(root + folder);
    }
    try {
      return action.apply(Path.of("/proc/self/fd/" + opened));
    } finally {
      Kernel.close(opened);
    }
  }

  private static String folderOf(String path) {
    checked(path);
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void checked(String path) {
    if (!path.startsWith("/") || path.endsWith("/") || path.endsWith("/..")) {
      throw new IllegalArgumentException("not the path of a file in a machine: " + path);
    }
  }

  /** What lies at a path; a link is not followed. */
  public Entry read(String path) throws IOException {
    try {
      return in(folderOf(path), folder -> entryAt(folder.resolve(nameOf(path))));
    } catch (NoSuchFileException e) {
      return Entry.ABSENT;
    }
  }

  private static Entry entryAt(Path file) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = number(attributes, "mode");
    int uid = number(attributes, "uid");
    int gid = number(attributes, "gid");
    return switch (mode & 0170000) {
      case 0120000 -> new Entry.Link(Files.readSymbolicLink(file).toString());
      case 0040000 -> new Entry.Folder(mode & 07777, uid, gid);
      case 0100000 -> {
        long size = Files.size(file);
        if (size > FILE_LIMIT) {
          throw new IOException(file.getFileName() + " is too large to be kept: " + size);
        }
        yield new Entry.Regular(Files.readAllBytes(file), mode & 07777, uid, gid);
      }
      default -> new Entry.Special();
    };
  }

  private static int number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name))).intValue();
  }

  /** When what lies at a path was last changed; a link is not followed. */
  public Instant modified(String path) throws IOException {
    return in(
        folderOf(path),
        folder ->
            Files.getLastModifiedTime(folder.resolve(nameOf(path)), LinkOption.NOFOLLOW_LINKS)
                .toInstant());
  }

  /** The names in a folder, in order; empty if there is none. */
  public List<String> list(String folder) throws IOException {
    try {
      return in(
          folder,
          opened -> {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(opened)) {
              stream.forEach(file -> names.add(file.getFileName().toString()));
            }
            names.sort(null);
            return names;
          });
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Makes a path be what the entry says, making the folders above it. A folder that is not empty is
   * never removed nor replaced.
   */
  public void put(String path, Entry entry) throws IOException {
    if (entry instanceof Entry.Absent) {
      remove(path);
      return;
    }
    makeFolders(folderOf(path));
    in(
        folderOf(path),
        folder -> {
          Path file = folder.resolve(nameOf(path));
          switch (entry) {
            case Entry.Link link -> {
              Path fresh = freshName(folder);
              Files.createSymbolicLink(fresh, Path.of(link.target()));
              moveOver(fresh, file);
            }
            case Entry.Regular regular -> {
              Path fresh = freshName(folder);
              writeRegular(fresh, regular);
              moveOver(fresh, file);
            }
            case Entry.Folder wanted -> {
              try {
                Files.createDirectory(file);
              } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                  throw e;
                }
              }
              own(file, wanted.uid(), wanted.gid());
              Files.setAttribute(file, "unix:mode", wanted.mode());
            }
            case Entry.Special special ->
                throw new IOException(root + path + " is a device or socket; it is left alone");
            case Entry.Absent absent -> throw new IllegalStateException();
          }
          return folder;
        });
  }

  private static Path freshName(Path folder) {
    byte[] random = new byte[8];
    ThreadLocalRandom.current().nextBytes(random);
    return folder.resolve(".firn-" + HexFormat.of().formatHex(random));
  }

  private static void writeRegular(Path fresh, Entry.Regular regular) throws IOException {
    // Permissions are narrowed before there is content: a secret is never readable in between.
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(fresh, regular.content(), StandardOpenOption.WRITE);
      own(fresh, regular.uid(), regular.gid());
      Files.setAttribute(fresh, "unix:mode", regular.mode());
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  private static void own(Path file, int uid, int gid) throws IOException {
    Map<String, Object> now = Files.readAttributes(file, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    if (number(now, "uid") != uid) {
      Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
    if (number(now, "gid") != gid) {
      Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static void moveOver(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /** Removes a file, a link or an empty folder; nothing there is fine. */
  public void remove(String path) throws IOException {
    try {
      in(folderOf(path), folder -> Files.deleteIfExists(folder.resolve(nameOf(path))));
    } catch (NoSuchFileException e) {
      // The folder is gone, and the file with it.
      return;
    }
  }

  /**
   * Moves what lies at one path to another, making folders above it. Between file systems it is
   * copied whole before it is there, and there before it is gone here.
   */
  public void move(String from, String to) throws IOException {
    makeFolders(folderOf(to));
    in(
        folderOf(from),
        source ->
            in(
                folderOf(to),
                target -> move(source, source.resolve(nameOf(from)), target, nameOf(to))));
  }

  private static Path move(Path source, Path file, Path target, String name) throws IOException {
    Path moved = target.resolve(name);
    try {
      return Files.move(file, moved, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Path copy = freshName(target);
      try {
        TreeCopy.copy(file, copy);
        Kernel.syncFileSystem(target + "/.");
        Files.move(copy, moved, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | RuntimeException failure) {
        FileTrees.delete(PathBytes.of(copy));
        throw failure;
      }
      Path old = freshName(source);
      Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
      FileTrees.delete(PathBytes.of(old));
      return moved;
    }
  }

  /** Makes a folder and those above it, owned by root and open to all, where they are missing. */
  public void makeFolders(String path) throws IOException {
    if (path.equals("/")) {
      return;
    }
    try {
      in(path, folder -> folder);
    } catch (NoSuchFileException e) {
      makeFolders(folderOf(path));
      in(
          folderOf(path),
          folder -> {
            Path made = folder.resolve(nameOf(path));
            Files.createDirectory(made);
            Files.setAttribute(made, "unix:mode", 0755);
            return made;
          });
    }
  }

  /** Appends to a file and flushes it to the disk before returning. */
  public void appendDurably(String path, byte[] content) throws IOException {
    in(
        folderOf(path),
        folder -> {
          try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(nameOf(path)),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND,
                  LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
              channel.write(buffer);
            }
            channel.force(true);
          }
          return path;
        });
    flushFolder(folderOf(path));
  }

  /** Holds the lock that {@code lckpwdf(3)} takes on such a file, until it is closed. */
  public AutoCloseable lock(String path) throws IOException {
    makeFolders(folderOf(path));
    return in(
        folderOf(path),
        folder -> {
          FileChannel channel =
              FileChannel.open(
                  folder.resolve(nameOf(path)),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);
          try {
            if (channel.tryLock() == null) {
              throw new IOException(root + path + " is locked by another program");
            }
          } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(root + path + " is locked by this program", e);
          } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
          }
          return channel;
        });
  }

  private void flushFolder(String path) throws IOException {
    in(
        path,
        folder -> {
          // The open folder itself is only a name; its own entry must be opened to be flushed.
          try (FileChannel channel =
              FileChannel.open(folder.resolve("."), StandardOpenOption.READ)) {
            channel.force(true);
          }
          return folder;
        });
  }

  /** Flushes everything written to the file systems of the root and of what Firn writes in it. */
  public void flush() throws IOException {
    Set<Object> flushed = new HashSet<>();
    for (String written : WRITTEN) {
      try {
        in(
            written,
            folder -> {
              if (flushed.add(Files.getAttribute(folder, "unix:dev"))) {
                Kernel.syncFileSystem(folder + "/.");
              }
              return folder;
            });
      } catch (NoSuchFileException e) {
        continue;
      }
    }
  }
}
