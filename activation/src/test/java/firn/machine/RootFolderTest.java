package firn.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootFolderTest {
  @TempDir Path temporary;
  private Path root;
  private Path outside;

  @BeforeEach
  void makeFolders() throws IOException {
    Assumptions.assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "SKIPPED: owners of files can only be set as root");
    root = Files.createDirectories(temporary.resolve("root"));
    outside = Files.createDirectories(temporary.resolve("outside"));
  }

  private static Entry.Regular text(String text) {
    return new Entry.Regular(text.getBytes(StandardCharsets.UTF_8), 0640, 12, 34);
  }

  @Test
  void whatIsPutIsReadBackWithOwnerAndMode() throws IOException {
    try (RootFolder files = RootFolder.open(root)) {
      files.put("/etc/deep/file", text("one"));
      assertThat(files.read("/etc/deep/file")).isEqualTo(text("one"));
      files.put("/etc/deep/file", new Entry.Link("/nix/store/x"));
      assertThat(files.read("/etc/deep/file")).isEqualTo(new Entry.Link("/nix/store/x"));
      files.put("/etc/deep/file", Entry.ABSENT);
      assertThat(files.read("/etc/deep/file")).isEqualTo(Entry.ABSENT);
      assertThat(files.list("/etc/deep")).as("no temporary file stays").isEmpty();
    }
  }

  @Test
  void aLinkThatLeadsOutIsTakenAsLeadingIntoTheRoot() throws IOException {
    Files.createSymbolicLink(root.resolve("etc"), outside);
    Files.createDirectories(Path.of(root + outside.toString()));
    try (RootFolder files = RootFolder.open(root)) {
      files.put("/etc/passwd", text("caught"));
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(Path.of(root + outside.toString()).resolve("passwd")).exists();
  }

  @Test
  void neitherDotsNorADanglingLinkLeadOut() throws IOException {
    Files.createSymbolicLink(root.resolve("etc"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("var"), Path.of("/nowhere"));
    try (RootFolder files = RootFolder.open(root)) {
      assertThatThrownBy(() -> files.put("/etc/x", text("x"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> files.put("/var/x", text("x"))).isInstanceOf(IOException.class);
      files.put("/../../up", text("x"));
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("up")).exists();
    assertThat(temporary.resolve("up")).doesNotExist();
  }

  @Test
  void aLinkAtThePathItselfIsReplacedNotFollowed() throws IOException {
    Path victim = Files.writeString(outside.resolve("victim"), "safe");
    Files.createSymbolicLink(root.resolve("file"), victim);
    try (RootFolder files = RootFolder.open(root)) {
      assertThat(files.read("/file")).isEqualTo(new Entry.Link(victim.toString()));
      files.put("/file", text("new"));
    }
    assertThat(victim).hasContent("safe");
  }

  @Test
  void aFolderThatHoldsSomethingIsNeitherReplacedNorRemoved() throws IOException {
    Files.createDirectories(root.resolve("data/inner"));
    try (RootFolder files = RootFolder.open(root)) {
      assertThatThrownBy(() -> files.put("/data", text("x"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> files.remove("/data")).isInstanceOf(IOException.class);
      assertThat(files.list("/data")).isEqualTo(List.of("inner"));
      assertThat(files.list("/")).isEqualTo(List.of("data"));
    }
  }

  @Test
  void aFolderMovesToAnotherFileSystemAndBackWithAllThatIsInIt() throws Exception {
    Path own = Files.createDirectories(root.resolve("etc/own/inner"));
    Files.writeString(own.resolve("file"), "kept");
    Files.setAttribute(own.resolve("file"), "unix:uid", 12);
    Files.setAttribute(own.resolve("file"), "unix:mode", 04750);
    Files.createSymbolicLink(own.resolve("link"), Path.of("/nowhere"));
    Files.setAttribute(own, "unix:mode", 0711);
    Files.setLastModifiedTime(own, FileTime.fromMillis(86_400_000));
    String before = listing(root.resolve("etc/own"));
    Path other = Files.createDirectories(root.resolve("var"));
    command("mount", "-t", "tmpfs", "firn-test", other.toString());
    try (RootFolder files = RootFolder.open(root)) {
      files.move("/etc/own", "/var/lib/firn/kept/etc/own");
      assertThat(listing(root.resolve("var/lib/firn/kept/etc/own"))).isEqualTo(before);
      assertThat(files.list("/etc")).isEmpty();
      files.flush();
      files.move("/var/lib/firn/kept/etc/own", "/etc/own");
      assertThat(listing(root.resolve("etc/own"))).isEqualTo(before);
      assertThat(files.list("/var/lib/firn/kept/etc")).isEmpty();
      // Where it cannot be whole there, it stays here, and nothing is left there.
      Files.write(own.resolve("large"), new byte[3 << 20]);
      command("mount", "-o", "remount,size=1m", other.toString());
      assertThatThrownBy(() -> files.move("/etc/own", "/var/lib/firn/kept/etc/own"))
          .isInstanceOf(IOException.class);
      assertThat(own.resolve("large")).hasSize(3 << 20);
      assertThat(files.list("/var/lib/firn/kept/etc")).isEmpty();
    } finally {
      command("umount", other.toString());
    }
  }

  private static String listing(Path folder) throws Exception {
    return command(
        "sh",
        "-c",
        "cd \"$0\" && find . -printf '%p %y %m %U:%G %l\\n' | sort && find . ! -type l -printf '%p %T@\\n' | sort && cat inner/file",
        folder.toString());
  }

  private static String command(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
