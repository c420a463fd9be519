package firn.packages.relocate;

import firn.packages.deb.DebEntry;
import firn.packages.deb.DebException;
import firn.packages.deb.DebFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree being filled from packages. Files and folders are written as they come; links are kept
 * until {@link #writeLinks}, so nothing is ever written through one. All knowledge of what exists
 * is in memory: the tree is the only writer.
 */
final class Tree {
  /** What stands at a path. */
  sealed interface Node permits Folder, File, Link {}

  /** A folder. */
  record Folder() implements Node {}

  /** A regular file. */
  record File(boolean executable, long size, Content content) implements Node {}

  /**
   * A link not yet written.
   *
   * @param origin its path in the package
   * @param target as the package has it
   */
  record Link(String origin, String target) implements Node {}

  /** What a file's first bytes say of it. */
  enum Content {
    ELF,
    SCRIPT,
    OTHER
  }

  private static final int MAX_LINKS = 40;
  private final Path root;
  private final Layout layout;
  private final Map<String, Node> nodes = new TreeMap<>();
  private final byte[] buffer = new byte[1 << 16];

  Tree(Path root, Layout layout) throws IOException {
    this.root = root;
    this.layout = layout;
    Files.createDirectory(root);
    nodes.put("", new Folder());
  }

  /** Entries whose owner or mode the store cannot keep, by path: mode, owner, group. */
  private final Map<String, DebEntry> special = new LinkedHashMap<>();

  /** Further names of files, which are changed under their first. */
  private final Set<String> hardLinks = new HashSet<>();

  Map<String, DebEntry> special() {
    return special;
  }

  /** All paths with what stands there, sorted by path. */
  Map<String, Node> nodes() {
    return nodes;
  }

  Path physical(String path) {
    return path.isEmpty() ? root : root.resolve(path);
  }

  /** Unpacks a package; returns its control files. */
  Map<String, byte[]> unpack(Path deb) throws DebException, IOException {
    Map<String, byte[]> control = new HashMap<>();
    DebFile.read(
        deb,
        new DebFile.Visitor() {
          @Override
          public void control(Map<String, byte[]> files) {
            control.putAll(files);
          }

          @Override
          public void entry(DebEntry entry, InputStream content) throws DebException, IOException {
            add(entry, content);
          }
        });
    return control;
  }

  private void add(DebEntry entry, InputStream content) throws DebException, IOException {
    String place = layout.place(entry.path());
    if (place == null) {
      return;
    }
    if ((entry.mode() & 07000) != 0
        || !entry.owner().equals("root")
        || !entry.group().equals("root")
        || (entry.mode() & 0044) != 0044) {
      special.put(place, entry);
    }
    switch (entry.kind()) {
      case DIRECTORY -> folder(place);
      case SYMBOLIC_LINK -> link(place, entry.path(), entry.target());
      case FILE -> {
        String real = freeFor(place);
        if (real != null) {
          file(real, content, (entry.mode() & 0111) != 0);
        }
      }
      case HARD_LINK -> {
        String target = layout.place(entry.target());
        String real = freeFor(place);
        if (target != null && real != null) {
          hardLink(real, target, entry.path());
        }
      }
    }
  }

  /** Makes a folder and those above it. */
  void folder(String place) throws DebException, IOException {
    Node node = nodes.get(place);
    if (node == null) {
      String real = parent(place);
      if (!nodes.containsKey(real)) {
        Files.createDirectory(physical(real));
        nodes.put(real, new Folder());
      }
    } else if (node instanceof File) {
      throw new DebException("“" + place + "” is a file and a folder");
    }
  }

  /** Makes a link, unless something stands there already. */
  void link(String place, String origin, String target) throws DebException, IOException {
    String real = parent(place);
    nodes.putIfAbsent(real, new Link(origin, target));
  }

  /** Writes a file of our own, in the place of whatever link may stand there. */
  void write(String place, String text, boolean executable) throws DebException, IOException {
    String real = parent(place);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.deleteIfExists(physical(real));
    Files.write(physical(real), bytes);
    permit(physical(real), executable);
    nodes.put(real, new File(executable, bytes.length, content(bytes, bytes.length)));
  }

  /** Moves a file or link. */
  void move(String from, String to) throws IOException {
    Node node = nodes.remove(from);
    if (node != null) {
      if (!(node instanceof Link)) {
        Files.move(physical(from), physical(to));
      }
      nodes.put(to, node);
    }
  }

  /**
   * Where a file may be written: null if one is already there, which happens where two folders are
   * merged, and then the first one stays.
   */
  private @Nullable String freeFor(String place) throws DebException, IOException {
    String real = parent(place);
    Node node = nodes.get(real);
    if (node instanceof Folder) {
      throw new DebException("“" + place + "” is a file and a folder");
    }
    return node instanceof File ? null : real;
  }

  /** The place with the folders above it made, and links among them followed. */
  private String parent(String place) throws DebException, IOException {
    int slash = place.lastIndexOf('/');
    if (slash < 0) {
      return place;
    }
    String folder = place.substring(0, slash);
    Node node = nodes.get(folder);
    if (node instanceof Folder) {
      return place;
    }
    if (node instanceof File) {
      throw new DebException("“" + folder + "” is a file and a folder");
    }
    String real = node == null ? parent(folder) : resolve(folder);
    if (real == null) {
      throw new DebException("“" + place + "” lies behind a link that leads nowhere");
    }
    if (!nodes.containsKey(real)) {
      Files.createDirectory(physical(real));
      nodes.put(real, new Folder());
    }
    return real + place.substring(slash);
  }

  private void file(String place, InputStream content, boolean executable) throws IOException {
    Path file = physical(place);
    long size = 0;
    Content kind = Content.OTHER;
    try (OutputStream out = Files.newOutputStream(file)) {
      int read = content.readNBytes(buffer, 0, buffer.length);
      kind = content(buffer, read);
      while (read > 0) {
        out.write(buffer, 0, read);
        size += read;
        read = content.readNBytes(buffer, 0, buffer.length);
      }
    }
    permit(file, executable);
    nodes.put(place, new File(executable, size, kind));
  }

  private static Content content(byte[] start, int length) {
    if (Elf.recognises(start, length)) {
      return Content.ELF;
    }
    return length > 2 && start[0] == '#' && start[1] == '!' ? Content.SCRIPT : Content.OTHER;
  }

  private void hardLink(String place, String target, String origin)
      throws DebException, IOException {
    String real = resolve(target);
    if (real == null || !(nodes.get(real) instanceof File file)) {
      throw new DebException(
          "its hard link “" + origin + "” names a file that is not in the package");
    }
    Files.createLink(physical(place), physical(real));
    nodes.put(place, file);
    hardLinks.add(place);
  }

  private static final Set<PosixFilePermission> PLAIN =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ);

  private static void permit(Path file, boolean executable) throws IOException {
    if (executable) {
      Set<PosixFilePermission> all = EnumSet.copyOf(PLAIN);
      all.add(PosixFilePermission.OWNER_EXECUTE);
      all.add(PosixFilePermission.GROUP_EXECUTE);
      all.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, all);
    }
  }

  /**
   * The path of what {@code place} leads to inside this tree, links followed; null if it leads
   * nowhere or out of it.
   */
  @Nullable String resolve(String place) {
    return resolve(place, 0);
  }

  private @Nullable String resolve(String place, int depth) {
    Node node = nodes.get(place);
    if (node instanceof Link link) {
      String target =
          depth > MAX_LINKS ? null : layout.place(Layout.follow(link.origin(), link.target()));
      return target == null || target.equals(place) ? null : resolve(target, depth + 1);
    }
    if (node != null) {
      return place;
    }
    int slash = place.lastIndexOf('/');
    if (slash < 0 || depth > MAX_LINKS) {
      return null;
    }
    String folder = place.substring(0, slash);
    String real = resolve(folder, depth + 1);
    return real == null || real.equals(folder)
        ? null
        : resolve(real + place.substring(slash), depth + 1);
  }

  /** The text of a link as it is to be written. */
  interface Mending {
    String text(String place, Link link) throws IOException;
  }

  /** Writes all links; the tree is not to be changed after that. */
  void writeLinks(Mending mending) throws IOException {
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      if (entry.getValue() instanceof Link link) {
        String text = mending.text(entry.getKey(), link);
        if (!text.isEmpty()) {
          Files.createSymbolicLink(physical(entry.getKey()), Path.of(text));
        }
      }
    }
  }

  /** Paths of the files with that content, sorted. */
  List<String> files(Content wanted) {
    List<String> paths = new ArrayList<>();
    nodes.forEach((path, node) -> {
      if (node instanceof File file && file.content() == wanted && !hardLinks.contains(path)) {
        paths.add(path);
      }
    });
    return paths;
  }

  /** Deletes a folder and all below it; for a build that failed. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
