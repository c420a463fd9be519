package firn.store.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  @Test
  void prefersThePathOfTheCaller() throws IOException {
    Path own = Files.createFile(folder.resolve("env"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(Program.find("env", "/nowhere:" + folder)).isEqualTo(own);
  }

  @Test
  void findsWhatThePathLeavesOut() throws IOException {
    Files.createFile(folder.resolve("env"));
    Files.createDirectory(folder.resolve("sh"));
    assertThat(Program.find("env", folder.toString()))
        .isNotNull()
        .isNotEqualTo(folder.resolve("env"));
    assertThat(Program.find("sh", folder.toString()))
        .isNotNull()
        .isNotEqualTo(folder.resolve("sh"));
    assertThat(Program.find("env", null)).isNotNull();
  }

  @Test
  void leavesPathsAndUnknownNames() {
    assertThat(Program.resolve(List.of("/x/y", "a"))).containsExactly("/x/y", "a");
    assertThat(Program.resolve(List.of("no-such-program-here", "a")))
        .containsExactly("no-such-program-here", "a");
    assertThat(Program.resolve(List.of("env", "a")).getFirst()).startsWith("/");
  }
}
