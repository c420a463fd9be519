package firn.packages.deb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes {@code .deb} files for tests, good ones and such as no tool would make. */
public final class DebBuilder {
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(data, "UTF-8");
  private final ByteArrayOutputStream control = new ByteArrayOutputStream();
  private final TarArchiveOutputStream controlTar = new TarArchiveOutputStream(control, "UTF-8");

  /** A package of that name. */
  public DebBuilder(String name) throws IOException {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    control("control", "Package: " + name + "\nVersion: 1\nArchitecture: amd64\n");
  }

  public DebBuilder control(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry("./" + name);
    entry.setSize(bytes.length);
    controlTar.putArchiveEntry(entry);
    controlTar.write(bytes);
    controlTar.closeArchiveEntry();
    return this;
  }

  public DebBuilder folder(String path) throws IOException {
    put(new TarArchiveEntry(path.endsWith("/") ? path : path + "/", true), new byte[0]);
    return this;
  }

  public DebBuilder file(String path, String text) throws IOException {
    return file(path, text.getBytes(StandardCharsets.UTF_8), 0100644);
  }

  public DebBuilder program(String path, String text) throws IOException {
    return file(path, text.getBytes(StandardCharsets.UTF_8), 0100755);
  }

  public DebBuilder file(String path, byte[] bytes, int mode) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(bytes.length);
    entry.setMode(mode);
    put(entry, bytes);
    return this;
  }

  public DebBuilder link(String path, String target) throws IOException {
    return special(path, TarArchiveEntry.LF_SYMLINK, target);
  }

  public DebBuilder hardLink(String path, String target) throws IOException {
    return special(path, TarArchiveEntry.LF_LINK, target);
  }

  /** An entry of any type. */
  public DebBuilder special(String path, byte type, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
    entry.setLinkName(target);
    put(entry, new byte[0]);
    return this;
  }

  private void put(TarArchiveEntry entry, byte[] bytes) throws IOException {
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** The finished package. */
  public byte[] bytes() throws IOException {
    tar.close();
    controlTar.close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(out, "control.tar.xz", xz(control.toByteArray()));
    member(out, "data.tar.xz", xz(data.toByteArray()));
    return out.toByteArray();
  }

  /** Writes it to a file. */
  public Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes());
  }

  private static byte[] xz(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  /** Adds an archive member. */
  static void member(ByteArrayOutputStream out, String name, byte[] bytes) {
    out.writeBytes(
        "%-16s%-12s%-6s%-6s%-8s%-10d`\n"
            .formatted(name, "0", "0", "0", "100644", bytes.length)
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      out.write('\n');
    }
  }
}
