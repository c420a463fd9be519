package firn.eval.access;

import firn.eval.builtin.SourceFiles;
import firn.eval.error.EvalException;
import firn.eval.value.NixPath;
import firn.store.SourceFilter.FileType;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Files on disk. */
public final class DiskFiles implements SourceFiles {
  /** Bytes that are read of a device or a pipe, which may have no end. */
  private static final int LONGEST_STREAM = 64 << 20;

  private static final int MAX_LINKS = 64;

  private final Function<StorePath, Path> physical;
  private final ConcurrentHashMap<String, String> folders = new ConcurrentHashMap<>();
  private final Set<String> read = Collections.synchronizedSet(new LinkedHashSet<>());

  /**
   * @param physical where a store object lies
   */
  public DiskFiles(Function<StorePath, Path> physical) {
    this.physical = physical;
  }

  @Override
  public Path physical(String path) {
    if (!StorePath.isInStore(path)) {
      return PathBytes.toPath(path);
    }
    StorePath object;
    try {
      object = StorePath.containing(path);
    } catch (firn.store.MalformedException e) {
      return PathBytes.toPath(path);
    }
    String below = path.substring(object.toString().length());
    Path root = physical.apply(object);
    return below.isEmpty() ? root : PathBytes.toPath(PathBytes.of(root) + below);
  }

  @Override
  public boolean exists(String path) {
    try {
      return Files.exists(physical(resolveParent(path)), LinkOption.NOFOLLOW_LINKS);
    } catch (EvalException e) {
      return false;
    }
  }

  @Override
  public FileType type(String path) {
    try {
      return type(attributes(physical(resolveParent(path))));
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileType type(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return FileType.REGULAR;
    }
    if (attributes.isDirectory()) {
      return FileType.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? FileType.SYMLINK : FileType.UNKNOWN;
  }

  @Override
  public String read(String path) {
    String resolved = resolve(path);
    try {
      byte[] bytes = bytes(path, physical(resolved));
      read.add(resolved);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw failure(path, e);
    } catch (OutOfMemoryError e) {
      throw new EvalException("file '" + path + "' is too large to be read", e);
    }
  }

  private static byte[] bytes(String path, Path file) throws IOException {
    if (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file)) {
      return Files.readAllBytes(file);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(LONGEST_STREAM + 1);
      if (bytes.length > LONGEST_STREAM) {
        throw new EvalException(
            "'" + path + "' is not a regular file, and does not end within 64 MiB");
      }
      return bytes;
    }
  }

  @Override
  public SortedMap<String, FileType> list(String path) {
    TreeMap<String, FileType> entries = new TreeMap<>();
    String resolved = resolve(path);
    Path folder = physical(resolved);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        String whole = PathBytes.of(entry);
        entries.put(whole.substring(whole.lastIndexOf('/') + 1), type(attributes(entry)));
      }
      return entries;
    } catch (IOException e) {
      throw failure(resolved, e);
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw failure(resolved, new IOException(e));
    }
  }

  @Override
  public List<String> filesRead() {
    synchronized (read) {
      return new ArrayList<>(read);
    }
  }

  @Override
  public String resolve(String path) {
    return resolve(path, 0);
  }

  @Override
  public String follow(String path) {
    String at = path;
    for (int links = 0; links <= MAX_LINKS; links++) {
      Path file = physical(resolveParent(at));
      if (at.equals("/") || !Files.isSymbolicLink(file)) {
        return at;
      }
      try {
        String target = Posix.readLink(PathBytes.of(file));
        String folder = at.substring(0, at.lastIndexOf('/'));
        at = NixPath.normalise(target.startsWith("/") ? target : folder + "/" + target);
      } catch (IOException e) {
        throw failure(path, e);
      }
    }
    throw new EvalException("infinite symlink recursion in path '" + path + "'");
  }

  private String resolve(String path, int links) {
    String inFolder = resolveParent(path, links);
    return target(inFolder, links);
  }

  private String target(String path, int links) {
    Path file = physical(path);
    try {
      if (!path.equals("/") && Files.isSymbolicLink(file)) {
        if (links > MAX_LINKS) {
          throw new EvalException("infinite symlink recursion in path '" + path + "'");
        }
        String target = Posix.readLink(PathBytes.of(file));
        String folder = path.substring(0, path.lastIndexOf('/'));
        String next = target.startsWith("/") ? target : folder + "/" + target;
        return resolve(NixPath.normalise(next), links + 1);
      }
      return path;
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private String resolveParent(String path) {
    return resolveParent(path, 0);
  }

  private String resolveParent(String path, int links) {
    int slash = path.lastIndexOf('/');
    if (slash <= 0) {
      return path;
    }
    String folder = path.substring(0, slash);
    String known = folders.get(folder);
    if (known == null) {
      known = resolve(folder, links);
      folders.put(folder, known);
    }
    return known.equals("/") ? path.substring(slash) : known + path.substring(slash);
  }

  private static EvalException failure(String path, IOException e) {
    if (e instanceof java.nio.file.NotDirectoryException) {
      return new EvalException("'" + path + "' is not a directory", e);
    }
    String reason =
        e instanceof NoSuchFileException
            ? ""
            : e instanceof java.nio.file.AccessDeniedException
                ? "Permission denied"
                : String.valueOf(e.getMessage());
    return new EvalException(
        reason.isEmpty()
            ? "path '" + path + "' does not exist"
            : "opening file '" + path + "': " + reason,
        e);
  }
}
