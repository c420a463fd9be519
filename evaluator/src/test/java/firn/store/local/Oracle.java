package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs C++ Nix on a store of its own, to compare with. */
public final class Oracle {
  private Oracle() {}

  /** Skips the test, saying so, where a program is not installed. */
  public static void require(String program) {
    boolean found = false;
    for (String directory : System.getenv("PATH").split(":", -1)) {
      found |= Files.isExecutable(Path.of(directory, program));
    }
    if (!found) {
      System.err.println("SKIPPED: " + program + " is not installed, so nothing to compare with");
    }
    assumeTrue(found, program + " is not installed");
  }

  /** Standard output of a program that must succeed, without the final newline. */
  public static String run(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Path errors = Files.createTempFile("oracle", ".err");
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
    builder.environment().remove("NIX_REMOTE");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assertThat(code).as(String.join(" ", words) + "\n" + Files.readString(errors)).isZero();
    Files.delete(errors);
    return out.stripTrailing();
  }

  /** What the program says on standard error, whatever its exit code. */
  public static String complaints(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
