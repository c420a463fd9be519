package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --stats} and {@code --profile}, in processes of their own, as counting is settled once.
 */
final class MeasurementTest {
  private static final String FIB =
      "let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in [ (fib 22) (builtins.add 1 2) ]";

  @TempDir Path folder;

  @Test
  void countsWhatEvaluationDid() throws Exception {
    String counted = run("--stats", "-E", FIB, "--strict");
    // fib 22 calls itself 57,313 times.
    assertThat(counted).containsPattern("function calls +57,313\n");
    assertThat(counted).containsPattern("builtin calls +1\n");
    assertThat(counted).contains("garbage collection", "parsing", "store");
  }

  @Test
  void writesFoldedStacks() throws Exception {
    Path file = folder.resolve("folded");
    assertThat(run("--profile", file.toString(), "-E", FIB, "--strict")).isEmpty();
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    assertThat(lines).isNotEmpty();
    assertThat(lines).allMatch(line -> line.matches("[^ ].* [1-9][0-9]*"));
    assertThat(lines).anyMatch(line -> line.matches("fib [^;]*:1:11;fib .*"));
  }

  /** What {@code firn eval} says on stderr. */
  private static String run(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dfirn.home=" + System.getProperty("firn.home"),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "firn.cli.Main",
            "eval");
    builder.command().addAll(List.of(arguments));
    Path out = Files.createTempFile("firn", ".out");
    Process process = builder.redirectOutput(out.toFile()).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(out)).isEqualTo("[ 17711 3 ]\n");
    Files.delete(out);
    return said;
  }
}
