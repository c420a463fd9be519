package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes the machine's own shell, which is dynamically linked everywhere, and runs it. */
final class ElfTest {
  @TempDir Path temporary;

  private Path shell() throws IOException {
    Path copy = temporary.resolve("sh");
    Files.copy(
        Path.of("/bin/sh").toRealPath(),
        copy,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    return copy;
  }

  private static Elf read(Path file) throws IOException {
    Elf elf = Elf.read(file);
    assertThat(elf).isNotNull();
    return java.util.Objects.requireNonNull(elf);
  }

  @Test
  void aChangedProgramRuns() throws Exception {
    Path file = shell();
    Elf before = read(file);
    Path loader = temporary.resolve("a-folder-with-a-rather-long-name-for-the-loader");
    Files.createSymbolicLink(loader, Path.of(before.interpreter()));
    String runPath = "/nowhere/lib:" + temporary;
    assertThat(before.patch(file, loader.toString(), runPath)).isTrue();
    Elf after = read(file);
    assertThat(after.interpreter()).isEqualTo(loader.toString());
    assertThat(after.searchPath()).containsExactly("/nowhere/lib", temporary.toString());
    assertThat(after.needed()).isEqualTo(before.needed());
    assertThat(run(file, "exit 7")).isEqualTo(7);
    assertThat(run(file, "x=$(echo 6); [ $((x * 7)) = 42 ]")).isZero();
  }

  @Test
  void itsLoaderIsTheOneNamed() throws Exception {
    Path file = shell();
    assertThat(read(file).patch(file, temporary.resolve("none").toString(), "/x")).isTrue();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> run(file, "exit 0")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aChangedProgramCanBeChangedAgain() throws Exception {
    Path file = shell();
    String loader = read(file).interpreter();
    assertThat(read(file).patch(file, loader, "/first")).isTrue();
    Elf second = read(file);
    if (second.patch(file, loader, "/second/and/longer")) {
      assertThat(read(file).searchPath()).containsExactly("/second/and/longer");
    }
    assertThat(run(file, "exit 3")).isEqualTo(3);
  }

  @Test
  void whatIsNoProgramIsLeftAlone() throws Exception {
    Path file = temporary.resolve("x");
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(Elf.read(file)).isNull();
    Files.write(file, new byte[0]);
    assertThat(Elf.read(file)).isNull();
  }

  @Test
  void aDamagedProgramIsNeverMoreThanRefused() throws Exception {
    byte[] whole = Files.readAllBytes(shell());
    Path file = temporary.resolve("damaged");
    for (int length = 1; length < whole.length; length = length * 2 + 13) {
      Files.write(file, Arrays.copyOf(whole, length));
      Elf.read(file);
    }
    for (int at = 16; at < 1024; at += 3) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) 0xff;
      Files.write(file, changed);
      Elf elf = Elf.read(file);
      if (elf != null) {
        elf.needed();
        elf.searchPath();
      }
    }
  }

  private static int run(Path program, String script) throws IOException, InterruptedException {
    return new ProcessBuilder(program.toString(), "-c", script).start().waitFor();
  }
}
