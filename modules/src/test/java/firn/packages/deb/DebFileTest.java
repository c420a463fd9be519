package firn.packages.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebFileTest {
  @TempDir Path temporary;

  @Test
  void readsControlFirstAndThenEveryEntry() throws Exception {
    List<String> seen =
        read(
            new DebBuilder("x")
                .control("postinst", "#!/bin/sh\n")
                .folder("./")
                .file("./usr/share/x", "text")
                .link("./usr/bin/y", "x")
                .hardLink("./usr/bin/z", "./usr/share/x")
                .bytes());
    assertThat(seen)
        .containsExactly(
            "control, postinst",
            "DIRECTORY  ",
            "FILE usr/share/x text",
            "SYMBOLIC_LINK usr/bin/y x",
            "HARD_LINK usr/bin/z usr/share/x");
  }

  @Test
  void refusesAnAbsoluteName() {
    refused("/etc/passwd” is not a relative path", b -> b.file("/etc/passwd", "x"));
  }

  @Test
  void refusesANameThatClimbs() {
    refused("leads out of the package", b -> b.file("./usr/../../etc/passwd", "x"));
    refused("leads out of the package", b -> b.folder(".."));
    refused("leads out of the package", b -> b.hardLink("./a", "../../etc/shadow"));
  }

  @Test
  void refusesDevicesAndPipes() {
    for (byte type :
        new byte[] {TarArchiveEntry.LF_CHR, TarArchiveEntry.LF_BLK, TarArchiveEntry.LF_FIFO}) {
      refused("is a device", b -> b.special("./dev/x", type, ""));
    }
  }

  @Test
  void refusesARootThatIsNoFolder() {
    refused("its root is not a folder", b -> b.link("./", "/etc"));
  }

  @Test
  void refusesALineBreakInAName() {
    refused("is not a relative path", b -> b.file("./a\nb", "x"));
  }

  @Test
  void refusesATruncatedPackageWhereverItEnds() throws Exception {
    byte[] whole = new DebBuilder("x").file("./usr/share/x", "text".repeat(1000)).bytes();
    for (int length = 0; length < whole.length - 1; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part))
          .as("length %d", part.length)
          .isInstanceOf(DebException.class);
    }
  }

  @Test
  void aChangedByteIsNeverMoreThanARefusal() throws Exception {
    byte[] whole = new DebBuilder("x").file("./usr/share/x", "text".repeat(100)).bytes();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      try {
        read(changed);
      } catch (DebException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void refusesWhatIsNoPackage() {
    assertThatThrownBy(() -> read("not a package".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("it is not a Debian package");
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    empty.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> read(empty.toByteArray())).hasMessage("it has no control.tar");
    DebBuilder.member(empty, "control.tar.lz4", new byte[4]);
    assertThatThrownBy(() -> read(empty.toByteArray()))
        .hasMessageContaining("compressed in a way that is not supported");
  }

  /** Fills a package. */
  private interface Filling {
    void fill(DebBuilder builder) throws IOException;
  }

  private void refused(String why, Filling filling) {
    assertThatThrownBy(
            () -> {
              DebBuilder builder = new DebBuilder("x");
              filling.fill(builder);
              read(builder.bytes());
            })
        .isInstanceOf(DebException.class)
        .hasMessageContaining(why);
  }

  private List<String> read(byte[] bytes) throws DebException, IOException {
    Path file = temporary.resolve("x.deb");
    Files.write(file, bytes);
    List<String> seen = new ArrayList<>();
    DebFile.read(
        file,
        new DebFile.Visitor() {
          @Override
          public void control(Map<String, byte[]> files) {
            seen.add(String.join(", ", files.keySet().stream().sorted().toList()));
          }

          @Override
          public void entry(DebEntry entry, InputStream content) throws IOException {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            seen.add(
                entry.kind()
                    + " "
                    + entry.path()
                    + " "
                    + (entry.target().isEmpty() ? text : entry.target()));
          }
        });
    return seen;
  }
}
