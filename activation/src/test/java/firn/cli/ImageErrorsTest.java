package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Images with a mistake in them, through the command. With {@code -Dfirn.goldens=rewrite} the
 * expectations are written anew, and the run fails all the same.
 */
final class ImageErrorsTest {
  private static final Path CASES =
      Path.of(System.getProperty("firn.home")).resolve("testdata/errors/images");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("firn.goldens"));

  @TestFactory
  Stream<DynamicTest> mistakesAreTold() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/etc/apt")), "SKIPPED: no apt sources");
    List<Path> cases;
    try (Stream<Path> files = Files.list(CASES)) {
      cases = files.filter(f -> f.toString().endsWith(".nix")).sorted().toList();
    }
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            "firn",
            new String[] {"eval", "--raw", "-f", file.toString(), "-A", "drvPath"},
            new Terminal(
                new PrintStream(out, false, StandardCharsets.ISO_8859_1),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false));
    String said =
        err.toString(StandardCharsets.UTF_8).replace(CASES.toString(), "CASES")
            + "exit code "
            + code
            + "\n";
    said = said.replaceAll("/\\S*/(modules/src/main|modules/target/classes)", "HOME/$1");
    Path expected = Path.of(file.toString().replaceAll("[.]nix$", ".err"));
    if (REWRITE) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
    assertThat(REWRITE).as("expectations were rewritten").isFalse();
  }
}
