package firn.packages.deb;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Reads a binary package (deb(5)): an ar archive of {@code debian-binary}, {@code control.tar} and
 * {@code data.tar}, in one pass and without temporary files.
 */
public final class DebFile {
  private static final int MEMORY_LIMIT_KIB = 512 * 1024;
  private static final int CONTROL_LIMIT = 16 << 20;
  private static final int MAX_ENTRIES = 2_000_000;

  private DebFile() {}

  /** Takes what a package holds, in its order. */
  public interface Visitor {
    /** The control files by name: {@code control}, {@code postinst}, …; before any entry. */
    void control(Map<String, byte[]> files) throws DebException, IOException;

    /** An entry; {@code content} is that of a file and ends with it. */
    void entry(DebEntry entry, InputStream content) throws DebException, IOException;
  }

  /**
   * Reads the package at {@code file}.
   *
   * @throws DebException if it is malformed, truncated, or has an entry no package may have
   */
  public static void read(Path file, Visitor visitor) throws DebException, IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] magic = in.readNBytes(8);
      if (!new String(magic, StandardCharsets.US_ASCII).equals("!<arch>\n")) {
        throw new DebException("it is not a Debian package");
      }
      boolean control = false;
      boolean data = false;
      for (ArMember member = ArMember.next(in); member != null; member = ArMember.next(in)) {
        if (member.name.startsWith("control.tar") && !control) {
          visitor.control(control(member));
          control = true;
        } else if (member.name.startsWith("data.tar") && control) {
          data(member, visitor);
          data = true;
        }
        member.skipRest();
      }
      if (!control || !data) {
        throw new DebException("it has no " + (control ? "data.tar" : "control.tar"));
      }
    } catch (EOFException e) {
      throw new DebException("it is truncated", e);
    }
  }

  private static Map<String, byte[]> control(ArMember member) throws DebException, IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream tar = tar(member)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          if (entry.getSize() > CONTROL_LIMIT || files.size() > 1000) {
            throw new DebException("its control files are too large");
          }
          files.put(normal(entry.getName()), tar.readNBytes(CONTROL_LIMIT));
        }
      }
    } catch (IOException e) {
      throw damaged(member, e);
    }
    return files;
  }

  private static void data(ArMember member, Visitor visitor) throws DebException, IOException {
    int count = 0;
    try (Source source = new Source(tar(member))) {
      InputStream content = new Content(source.tar);
      for (TarArchiveEntry entry = source.next(member);
          entry != null;
          entry = source.next(member)) {
        if (++count > MAX_ENTRIES) {
          throw new DebException("it has too many entries");
        }
        visitor.entry(checked(entry), content);
      }
    } catch (Content.DamagedException e) {
      throw damaged(member, e);
    }
  }

  /** The bytes of a file; what goes wrong in reading them is the package's fault. */
  private static final class Content extends InputStream {
    private final InputStream in;

    Content(InputStream in) {
      this.in = in;
    }

    /** Reading failed, as opposed to what a visitor does with what it read. */
    static final class DamagedException extends IOException {
      private static final long serialVersionUID = 1L;

      DamagedException(IOException cause) {
        super(cause.getMessage(), cause);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw new DamagedException(e);
      }
    }
  }

  /** Tells errors of the archive from those of the visitor's own writing. */
  private record Source(TarArchiveInputStream tar) implements AutoCloseable {
    @org.jspecify.annotations.Nullable
    TarArchiveEntry next(ArMember member) throws DebException {
      try {
        return tar.getNextEntry();
      } catch (IOException | IllegalArgumentException e) {
        throw damaged(member, e);
      }
    }

    @Override
    public void close() throws IOException {
      tar.close();
    }
  }

  private static DebException damaged(ArMember member, Exception e) {
    String why = e.getMessage();
    return new DebException(
        "its " + member.name + " is damaged" + (why == null ? "" : " (" + why + ")"), e);
  }

  private static DebEntry checked(TarArchiveEntry entry) throws DebException {
    String path = normal(entry.getName());
    DebEntry.Kind kind;
    String target = "";
    if (entry.isSymbolicLink()) {
      kind = DebEntry.Kind.SYMBOLIC_LINK;
      target = entry.getLinkName();
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw new DebException("its link “" + path + "” has no target");
      }
    } else if (entry.isLink()) {
      kind = DebEntry.Kind.HARD_LINK;
      target = normal(entry.getLinkName());
    } else if (entry.isDirectory()) {
      kind = DebEntry.Kind.DIRECTORY;
    } else if (entry.isFile()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO()) {
      kind = DebEntry.Kind.FILE;
    } else {
      throw new DebException("its entry “" + path + "” is a device, which no package may hold");
    }
    if (path.isEmpty() && kind != DebEntry.Kind.DIRECTORY) {
      throw new DebException("its root is not a folder");
    }
    return new DebEntry(
        path,
        kind,
        target,
        entry.getMode() & 07777,
        entry.getUserName().isEmpty() ? "root" : entry.getUserName(),
        entry.getGroupName().isEmpty() ? "root" : entry.getGroupName(),
        entry.getSize());
  }

  /** A name without {@code ./} and slashes at either end; one that leads elsewhere is refused. */
  private static String normal(String name) throws DebException {
    if (name.startsWith("/") || name.indexOf('\0') >= 0 || name.indexOf('\n') >= 0) {
      throw new DebException("its entry “" + name + "” is not a relative path");
    }
    StringBuilder path = new StringBuilder(name.length());
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        throw new DebException("its entry “" + name + "” leads out of the package");
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(segment);
      }
    }
    return path.toString();
  }

  private static TarArchiveInputStream tar(ArMember member) throws DebException, IOException {
    String name = member.name;
    InputStream plain;
    try {
      if (name.endsWith(".xz")) {
        plain = new XZInputStream(member, MEMORY_LIMIT_KIB);
      } else if (name.endsWith(".gz")) {
        plain = new GZIPInputStream(member, 1 << 16);
      } else if (name.endsWith(".zst")) {
        plain = new ZstdInputStream(member);
      } else if (name.endsWith(".tar")) {
        plain = member;
      } else {
        throw new DebException("its " + name + " is compressed in a way that is not supported");
      }
    } catch (IOException e) {
      throw damaged(member, e);
    }
    return new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
  }

  /** One member of the ar archive, as a stream that ends with it. */
  private static final class ArMember extends InputStream {
    private final InputStream in;
    private final String name;
    private final boolean padded;
    private long left;

    private ArMember(InputStream in, String name, long size) {
      this.in = in;
      this.name = name;
      this.left = size;
      this.padded = size % 2 == 1;
    }

    static @org.jspecify.annotations.Nullable ArMember next(InputStream in)
        throws DebException, IOException {
      byte[] bytes = in.readNBytes(60);
      if (bytes.length == 0) {
        return null;
      }
      String header = new String(bytes, StandardCharsets.US_ASCII);
      if (bytes.length < 60 || !header.endsWith("`\n")) {
        throw new DebException("it is truncated");
      }
      String size = header.substring(48, 58).strip();
      if (!size.matches("\\d{1,10}")) {
        throw new DebException("an archive member has no size");
      }
      String name = header.substring(0, 16).strip();
      return new ArMember(
          in,
          name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
          Long.parseLong(size));
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int value = in.read();
      if (value < 0) {
        throw new EOFException();
      }
      left--;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
      return read;
    }

    void skipRest() throws IOException {
      in.skipNBytes(left);
      left = 0;
      // The last member may lack its padding.
      if (padded) {
        in.read();
      }
    }

    @Override
    public void close() {
      // The archive goes on after this member.
    }
  }
}
