package firn.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
