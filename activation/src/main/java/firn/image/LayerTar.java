package firn.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes the uncompressed tar of one layer. Names are sorted, owners and times are the image's, so
 * the bytes depend on nothing but the trees' contents.
 */
final class LayerTar {
  /** What every entry of an image's layers has in common. Times are seconds since the epoch. */
  record Ownership(long uid, long gid, String user, String group, long time) {
    static Ownership root(long time) {
      return new Ownership(0, 0, "root", "root", time);
    }
  }

  private final TarArchiveOutputStream tar;
  private final Ownership ownership;

  LayerTar(OutputStream out, Ownership ownership) {
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    this.ownership = ownership;
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /** Adds a folder of its own, as the parents of store paths are. */
  void addDirectory(String name, int mode) throws IOException {
    put(entry(name + "/", TarConstants.LF_DIR, mode));
  }

  /**
   * Adds the tree at {@code source} under {@code name}, no slash at either end; with an empty name
   * its members stand at the top.
   *
   * @throws IOException if the tree holds anything but files, folders and links
   */
  void addTree(String name, Path source) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(source, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      TarArchiveEntry link = entry(name, TarConstants.LF_SYMLINK, 0777);
      link.setLinkName(Files.readSymbolicLink(source).toString());
      put(link);
    } else if (attributes.isRegularFile()) {
      addFile(name, source, attributes);
    } else if (attributes.isDirectory()) {
      if (!name.isEmpty()) {
        addDirectory(name, mode(attributes));
      }
      for (Path child : children(source)) {
        String childName = child.getFileName().toString();
        addTree(name.isEmpty() ? childName : name + "/" + childName, child);
      }
    } else {
      throw new IOException(
          "'" + source + "' is neither file, folder nor link, so it cannot go into an image");
    }
  }

  private void addFile(String name, Path source, PosixFileAttributes attributes)
      throws IOException {
    TarArchiveEntry file = entry(name, TarConstants.LF_NORMAL, mode(attributes));
    file.setSize(attributes.size());
    tar.putArchiveEntry(file);
    try (InputStream in = Files.newInputStream(source)) {
      in.transferTo(tar);
    } catch (NoSuchFileException gone) {
      throw new IOException("'" + source + "' vanished while its layer was written", gone);
    }
    tar.closeArchiveEntry();
  }

  private TarArchiveEntry entry(String name, byte type, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, false);
    entry.setMode(mode);
    entry.setUserId(ownership.uid());
    entry.setGroupId(ownership.gid());
    entry.setUserName(ownership.user());
    entry.setGroupName(ownership.group());
    entry.setModTime(ownership.time() * 1000);
    return entry;
  }

  private void put(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static int mode(PosixFileAttributes attributes) {
    Set<PosixFilePermission> permissions = attributes.permissions();
    int mode = 0;
    for (PosixFilePermission permission : permissions) {
      mode |= 0400 >> permission.ordinal();
    }
    return mode;
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    }
    children.sort(Comparator.comparing(child -> child.getFileName().toString()));
    return children;
  }

  /** Leaves what was added on the stream beneath, for another writer to go on. */
  void flush() throws IOException {
    tar.flush();
  }

  /** Writes the end of the archive; the stream beneath stays open. */
  void finish() throws IOException {
    tar.finish();
    tar.flush();
  }
}
