package firn.image.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.image.tar.TarEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, by ourselves and by GNU tar. */
final class TarTest {
  private static final byte[] CAPABILITY = {1, 0, 0, 2, 0, (byte) 0xff, '\n', '=', 0};

  @TempDir Path folder;

  @Test
  void everythingOfAnEntryComesBack() throws IOException {
    String longName = "a/" + "very-long/".repeat(20) + "name-\u00e9\u00ff";
    List<TarEntry> entries =
        List.of(
            entry("a", Kind.FOLDER, 0, "", Map.of()),
            entry("a/file", Kind.FILE, 3, "", Map.of("security.capability", CAPABILITY)),
            entry(longName, Kind.FILE, 3, "", Map.of()),
            entry("a/link", Kind.SYMLINK, 0, "../" + "x".repeat(150), Map.of()),
            entry("a/again", Kind.HARD_LINK, 0, "a/file", Map.of()),
            entry("pipe", Kind.FIFO, 0, "", Map.of()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(bytes);
    for (TarEntry entry : entries) {
      if (entry.kind() == Kind.FILE) {
        writer.write(entry, new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
      } else {
        writer.write(entry);
      }
    }
    writer.finish();

    TarReader reader = new TarReader(new ByteArrayInputStream(bytes.toByteArray()));
    List<TarEntry> read = new ArrayList<>();
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      read.add(entry);
      if (entry.kind() == Kind.FILE) {
        assertThat(reader.contents().readAllBytes()).asString().isEqualTo("abc");
      }
    }
    assertThat(read)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("attributes")
        .isEqualTo(entries);
    assertThat(read.get(1).attributes()).containsEntry("security.capability", CAPABILITY);
  }

  @Test
  void numbersBeyondAHeadersRoomComeBack() throws IOException {
    TarEntry large =
        new TarEntry(
            "x",
            Kind.FOLDER,
            0700,
            3_000_000_000L,
            9_000_000L,
            "",
            "",
            0,
            9_999_999_999L,
            "",
            0,
            0,
            new TreeMap<>());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TarWriter(bytes).write(large);
    TarEntry read = new TarReader(new ByteArrayInputStream(bytes.toByteArray())).next();
    assertThat(read).isEqualTo(large);
  }

  @Test
  void gnuTarReadsWhatWeWriteAndWeReadWhatItWrites() throws IOException, InterruptedException {
    Path tree = Files.createDirectories(folder.resolve("tree/" + "deep/".repeat(30)));
    Files.writeString(tree.resolve("file-with-a-name-that-is-long"), "contents");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("t".repeat(120)));
    Files.createLink(tree.resolve("twin"), tree.resolve("file-with-a-name-that-is-long"));
    for (String format : List.of("gnu", "pax")) {
      Path archive = folder.resolve(format + ".tar");
      run("tar", "--format=" + format, "-cf", archive.toString(), "-C", folder.toString(), "tree");
      ByteArrayOutputStream ours = new ByteArrayOutputStream();
      TarWriter writer = new TarWriter(ours);
      try (var in = Files.newInputStream(archive)) {
        TarReader reader = new TarReader(in);
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
          writer.write(entry, reader.contents());
        }
      }
      writer.finish();
      Path copy = Files.createDirectory(folder.resolve("copy-" + format));
      Path again = Files.write(folder.resolve(format + "-again.tar"), ours.toByteArray());
      run("tar", "-xf", again.toString(), "-C", copy.toString());
      run(
          "diff",
          "-r",
          "--no-dereference",
          folder.resolve("tree").toString(),
          copy.resolve("tree").toString());
    }
  }

  @Test
  void damageIsNoticed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TarWriter(bytes)
        .write(
            entry("a", Kind.FILE, 3, "", Map.of()),
            new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
    byte[] archive = bytes.toByteArray();
    archive[0] = 'b';
    assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(archive)).next())
        .hasMessageContaining("checksum");
    byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), 514);
    TarReader reader = new TarReader(new ByteArrayInputStream(cut));
    assertThat(reader.next()).isNotNull();
    assertThatThrownBy(() -> reader.contents().readAllBytes()).hasMessageContaining("ends within");
  }

  private static TarEntry entry(
      String name, Kind kind, long size, String link, Map<String, byte[]> attributes) {
    return new TarEntry(
        name, kind, 04755, 1000, 100, "", "", size, 1, link, 0, 0, new TreeMap<>(attributes));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
