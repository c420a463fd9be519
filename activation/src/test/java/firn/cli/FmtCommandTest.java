package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firn fmt} on files. */
class FmtCommandTest {
  @TempDir Path temp;

  private Path bad;
  private Path good;

  @BeforeEach
  void sources() throws IOException {
    bad = Files.createDirectories(temp.resolve("inner")).resolve("bad.nix");
    Files.writeString(bad, "{a=1;}");
    good = Files.writeString(temp.resolve("good.nix"), "{ a = 1; }\n");
    Files.createDirectories(temp.resolve(".hidden"));
    Files.writeString(temp.resolve(".hidden/other.nix"), "{a=1;}");
    Files.writeString(temp.resolve("text.txt"), "{a=1;}");
  }

  @Test
  void formatsWhatIsBelowAFolder() throws IOException {
    Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rwxr-x---"));

    CommandRun run = CommandRun.of("firn", List.of("fmt", temp.toString()));

    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(bad).hasContent("{ a = 1; }");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bad)))
        .isEqualTo("rwxr-x---");
    assertThat(temp.resolve(".hidden/other.nix")).hasContent("{a=1;}");
    assertThat(temp.resolve("text.txt")).hasContent("{a=1;}");
  }

  @Test
  void theLibraryAndTheExamplesAreLaidOut() {
    Path home = Path.of(System.getProperty("firn.home"));
    String library = home.resolve("modules/src/main/nix").toString();
    String examples = home.resolve("docs/examples").toString();

    CommandRun run = CommandRun.of("firn", List.of("fmt", "--check", library, examples));

    assertThat(run).as("mended by: firn fmt " + library).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void checkNamesFilesAndChangesNone() {
    CommandRun run = CommandRun.of("firn", List.of("fmt", "--check", temp.toString()));

    assertThat(run).isEqualTo(new CommandRun(1, bad + "\n", ""));
    assertThat(bad).hasContent("{a=1;}");
    assertThat(CommandRun.of("firn", List.of("fmt", "--check", good.toString())).code()).isZero();
  }

  @Test
  void whatIsNoExpressionIsNamedAndTheRestIsFormatted() throws IOException {
    Path wrong = Files.writeString(temp.resolve("a.nix"), "{ a = }");

    CommandRun run = CommandRun.of("firn", List.of("fmt", temp.toString()));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("syntax error").contains(wrong.toString());
    assertThat(wrong).hasContent("{ a = }");
    assertThat(bad).hasContent("{ a = 1; }");
  }
}
