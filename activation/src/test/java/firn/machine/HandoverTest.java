package firn.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that becomes another: tried in a JVM of its own, which is gone afterwards. */
final class HandoverTest {
  /** What that JVM runs. */
  static final class Becoming {
    private Becoming() {}

    public static void main(String[] command) throws IOException {
      Handover.BECOME.run(List.of(command));
    }
  }

  private record Ended(int exitCode, String said) {}

  private static Ended become(String... command) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Becoming.class.getName()));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Ended(process.waitFor(), said);
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws Exception {
    assertThat(become("sh", "-c", "echo \"$0 is ${1}\"; exit 42", "größe", "a b"))
        .isEqualTo(new Ended(42, "größe is a b"));
  }

  @Test
  void noSignalStaysBlocked() throws Exception {
    Ended ended = become("sh", "-c", "grep ^SigBlk /proc/self/status");
    assertThat(ended.said()).matches("SigBlk:\\s+0+");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Handover.BECOME.run(List.of("/no/such/program")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program");
  }
}
