package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarEntry.Kind;
import firn.image.tar.TarWriter;
import firn.store.posix.ExtendedAttributes;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the uncompressed tar of one layer from trees on disk. Names are sorted by their bytes and
 * times are the image's, so the bytes depend on nothing but the trees' contents.
 *
 * <p>What comes from the store has the image's owner and neither hard links nor extended
 * attributes: a store path has none (NAR), and whether two equal files share their place on disk is
 * the store's business. Of any other tree all that is recorded.
 */
final class LayerTar {
  private final TarWriter tar;
  private final Ownership ownership;
  private final @Nullable Identities identities;
  private final Predicate<String> included;
  private final Map<FileStatus.FileId, String> linked = new HashMap<>();

  private LayerTar(
      OutputStream out,
      Ownership ownership,
      @Nullable Identities identities,
      Predicate<String> included) {
    this.tar = new TarWriter(out);
    this.ownership = ownership;
    this.identities = identities;
    this.included = included;
  }

  /** For store paths. */
  static LayerTar ofStore(OutputStream out, Ownership ownership) {
    return new LayerTar(out, ownership, null, name -> true);
  }

  /**
   * For a tree with owners of its own.
   *
   * @param identities who the owners on disk stand for
   * @param included which names are written
   */
  static LayerTar ofTree(
      OutputStream out, long time, Identities identities, Predicate<String> included) {
    return new LayerTar(out, Ownership.root(time), identities, included);
  }

  /** Adds a folder of its own, as the parents of store paths are. */
  void addFolder(String name, int permissions) throws IOException {
    tar.write(
        new TarEntry(
            name,
            Kind.FOLDER,
            permissions,
            ownership.uid(),
            ownership.gid(),
            ownership.user(),
            ownership.group(),
            0,
            ownership.time(),
            "",
            0,
            0,
            new TreeMap<>()));
  }

  /** Says that a name of a lower layer is gone. */
  void addWhiteout(String name) throws IOException {
    int slash = name.lastIndexOf('/') + 1;
    tar.write(
        new TarEntry(
            name.substring(0, slash) + ".wh." + name.substring(slash),
            Kind.FILE,
            0,
            0,
            0,
            "",
            "",
            0,
            ownership.time(),
            "",
            0,
            0,
            new TreeMap<>()));
  }

  /**
   * Adds the tree at {@code source}, a byte path, under {@code name}, no slash at either end; with
   * an empty name its members stand at the top.
   *
   * @throws IOException if the tree holds anything but files, folders, links and named pipes
   */
  void addTree(String name, String source) throws IOException {
    FileStatus status = Posix.status(source);
    if (!name.isEmpty() && included.test(name)) {
      add(name, source, status);
    }
    if (status.isDirectory()) {
      List<String> children = Posix.list(source);
      children.sort(null);
      for (String child : children) {
        addTree(RootTree.child(name, child), source + "/" + child);
      }
    }
  }

  /** Adds the members of a folder of a tree that is not on disk, with all below them. */
  void addListed(ListedTree tree, String folder) throws IOException {
    for (Map.Entry<String, ListedTree.Node> member : tree.members(folder).entrySet()) {
      String name = RootTree.child(folder, member.getKey());
      addListed(name, member.getValue());
      if (member.getValue().kind() == Kind.FOLDER) {
        addListed(tree, name);
      }
    }
  }

  private void addListed(String name, ListedTree.Node node) throws IOException {
    boolean file = node.kind() == Kind.FILE;
    long size = file ? Posix.status(node.content()).size() : 0;
    String link = node.kind() == Kind.SYMLINK ? node.content() : "";
    TarEntry entry =
        entry(name, node.kind(), node.permissions(), 0, 0, size, link, new TreeMap<>());
    if (file) {
      write(entry, node.content());
    } else {
      tar.write(entry);
    }
  }

  private void add(String name, String source, FileStatus status) throws IOException {
    TarEntry entry = entry(name, source, status);
    if (entry.kind() != Kind.FOLDER && identities != null && status.links() > 1) {
      String first = linked.putIfAbsent(status.id(), name);
      if (first != null) {
        tar.write(entry.asHardLink(first));
        return;
      }
    }
    if (entry.kind() != Kind.FILE) {
      tar.write(entry);
      return;
    }
    write(entry, source);
  }

  private void write(TarEntry entry, String source) throws IOException {
    try (InputStream in = Files.newInputStream(PathBytes.toPath(source))) {
      tar.write(entry, in);
    } catch (NoSuchFileException gone) {
      throw new IOException("'" + source + "' vanished while its layer was written", gone);
    }
  }

  private TarEntry entry(String name, String source, FileStatus status) throws IOException {
    Kind kind = kind(source, status);
    Identities owners = identities;
    SortedMap<String, byte[]> attributes =
        owners == null ? new TreeMap<>() : owners.attributes(ExtendedAttributes.of(source));
    return entry(
        name,
        kind,
        kind == Kind.SYMLINK ? 0777 : status.permissions(),
        status.user(),
        status.group(),
        kind == Kind.FILE ? status.size() : 0,
        kind == Kind.SYMLINK ? Posix.readLink(source) : "",
        attributes);
  }

  /**
   * An entry as this layer has it.
   *
   * @param user who owns it on disk
   * @param group which group owns it on disk
   */
  private TarEntry entry(
      String name,
      Kind kind,
      int permissions,
      int user,
      int group,
      long size,
      String link,
      SortedMap<String, byte[]> attributes) {
    Identities owners = identities;
    return new TarEntry(
        name,
        kind,
        permissions,
        owners == null ? ownership.uid() : owners.user(user),
        owners == null ? ownership.gid() : owners.group(group),
        owners == null ? ownership.user() : "",
        owners == null ? ownership.group() : "",
        size,
        ownership.time(),
        link,
        0,
        0,
        attributes);
  }

  private static Kind kind(String source, FileStatus status) throws IOException {
    if (status.isRegular()) {
      return Kind.FILE;
    }
    if (status.isDirectory()) {
      return Kind.FOLDER;
    }
    if (status.isSymlink()) {
      return Kind.SYMLINK;
    }
    if ((status.mode() & 0170000) == 0010000) {
      return Kind.FIFO;
    }
    throw new IOException(
        "'" + source + "' is neither file, folder, link nor pipe, so it cannot go into an image");
  }

  /** Writes the end of the archive; the stream beneath stays open. */
  void finish() throws IOException {
    tar.finish();
  }
}
