package firn.eval.fetch;

import firn.store.fetch.Limit;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * An archive unpacked: tar, plain or compressed, or zip. Names that lead outside, entries below
 * links, and more than the disk has room for are refused.
 *
 * @param root the tree: what the archive's only folder holds, or all of it
 * @param lastModified the latest time of an entry, in seconds
 */
record Archive(Path root, long lastModified) {

  /** Unpacks a file into a folder that does not exist. */
  static Archive unpack(String name, Path file, Path folder) throws IOException {
    if (Files.size(file) == 0) {
      throw new FetchFailure("archive '" + name + "' is empty", null);
    }
    Files.createDirectory(folder);
    Unpacking unpacking = new Unpacking(name, folder);
    try {
      if (isZip(file)) {
        unpacking.zip(file);
      } else {
        unpacking.tar(file);
      }
    } catch (FetchFailure e) {
      throw e;
    } catch (IOException e) {
      throw new FetchFailure("cannot unpack '" + name + "': " + e.getMessage(), e);
    }
    List<String> top = Posix.list(PathBytes.of(folder));
    Path only =
        top.size() == 1 ? PathBytes.toPath(PathBytes.of(folder) + "/" + top.getFirst()) : folder;
    Path root = Files.isDirectory(only, java.nio.file.LinkOption.NOFOLLOW_LINKS) ? only : folder;
    return new Archive(root, unpacking.lastModified);
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(4);
      return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] < 8;
    }
  }

  private static final class Unpacking {
    private final String name;
    private final String root;
    private final Set<String> folders = new HashSet<>(Set.of(""));
    private final byte[] buffer = new byte[1 << 16];
    private final Limit room;
    private long written;
    private long lastModified;

    Unpacking(String name, Path folder) throws IOException {
      this.name = name;
      this.root = PathBytes.of(folder);
      this.room = Limit.ofDisk(folder, 0);
    }

    /** Refuses what the disk has no room for, beside what was written before. */
    private void expect(long size) throws IOException {
      // A size is the archive's word, and may be as large as it likes.
      long all = written + size < written ? Long.MAX_VALUE : written + size;
      room.check("archive '" + name + "' unpacks to more", all);
    }

    void tar(Path file) throws IOException {
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
          InputStream plain = decompressed(raw);
          TarArchiveInputStream tar =
              new TarArchiveInputStream(plain, StandardCharsets.ISO_8859_1.name())) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          if (e.isGlobalPaxHeader()) {
            continue;
          }
          String path = inside(e.getName());
          see(e.getLastModifiedDate().getTime());
          if (e.isDirectory()) {
            folder(path);
          } else if (e.isSymbolicLink()) {
            place(path);
            Posix.symlink(e.getLinkName(), root + "/" + path);
          } else if (e.isLink()) {
            copy(inside(e.getLinkName()), path);
          } else if (e.isFile() && !isSpecial(e)) {
            expect(e.getRealSize());
            write(path, tar, (e.getMode() & 0100) != 0);
          } else {
            throw new FetchFailure(
                "archive '"
                    + name
                    + "' holds '"
                    + path
                    + "', which is neither file nor folder nor link",
                null);
          }
        }
      }
    }

    /** What {@code isFile} takes for files, as it does everything of a kind it does not know. */
    private static boolean isSpecial(TarArchiveEntry entry) {
      return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
      try {
        String format = CompressorStreamFactory.detect(raw);
        return new CompressorStreamFactory(true).createCompressorInputStream(format, raw);
      } catch (CompressorException e) {
        return raw;
      }
    }

    void zip(Path file) throws IOException {
      try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
        for (ZipArchiveEntry e : java.util.Collections.list(zip.getEntries())) {
          String path = inside(firn.eval.value.Bytes.ofUnicode(e.getName()));
          see(e.getTime());
          if (e.isDirectory()) {
            folder(path);
          } else if (e.isUnixSymlink()) {
            place(path);
            Posix.symlink(
                firn.eval.value.Bytes.ofUnicode(zip.getUnixSymlink(e)), root + "/" + path);
          } else {
            expect(Math.max(e.getSize(), 0));
            try (InputStream in = zip.getInputStream(e)) {
              write(path, in, (e.getUnixMode() & 0100) != 0);
            }
          }
        }
      }
    }

    private void see(long milliseconds) {
      lastModified = Math.max(lastModified, Math.floorDiv(milliseconds, 1000L));
    }

    /** The path of an entry below the root, normalised. */
    private String inside(String entry) {
      StringBuilder path = new StringBuilder();
      for (String part : entry.split("/", -1)) {
        if (part.equals("..") || part.indexOf('\0') >= 0) {
          throw new FetchFailure(
              "archive '" + name + "' has an entry '" + entry + "' that leads outside", null);
        }
        if (!part.isEmpty() && !part.equals(".")) {
          path.append(path.isEmpty() ? "" : "/").append(part);
        }
      }
      return path.toString();
    }

    /** Makes a folder and those above it; anything else in their place is refused. */
    private void folder(String path) throws IOException {
      if (folders.contains(path)) {
        return;
      }
      int slash = path.lastIndexOf('/');
      folder(slash < 0 ? "" : path.substring(0, slash));
      if (Posix.exists(root + "/" + path)) {
        throw new FetchFailure(
            "archive '" + name + "' has entries below '" + path + "', which is no folder", null);
      }
      Posix.mkdir(root + "/" + path, 0755);
      folders.add(path);
    }

    /** Makes room for a file or link: a later entry replaces an earlier one. */
    private void place(String path) throws IOException {
      int slash = path.lastIndexOf('/');
      folder(slash < 0 ? "" : path.substring(0, slash));
      if (path.isEmpty() || folders.contains(path)) {
        throw new FetchFailure(
            "archive '" + name + "' has '" + path + "' both as a folder and as a file", null);
      }
      if (Posix.exists(root + "/" + path)) {
        Posix.unlink(root + "/" + path);
      }
    }

    private void write(String path, InputStream in, boolean executable) throws IOException {
      place(path);
      try (OutputStream out = Files.newOutputStream(PathBytes.toPath(root + "/" + path))) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          expect(n);
          written += n;
          out.write(buffer, 0, n);
        }
      }
      Posix.chmod(root + "/" + path, executable ? 0755 : 0644);
    }

    private void copy(String from, String to) throws IOException {
      Path source = PathBytes.toPath(root + "/" + from);
      if (!Files.isRegularFile(source, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        throw new FetchFailure(
            "archive '" + name + "' has a link to '" + from + "', which is not there", null);
      }
      if (from.equals(to)) {
        return;
      }
      expect(Files.size(source));
      written += Files.size(source);
      place(to);
      Files.copy(
          source,
          PathBytes.toPath(root + "/" + to),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
