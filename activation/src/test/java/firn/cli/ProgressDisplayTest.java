package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds with a pseudo-terminal before them, and without. */
class ProgressDisplayTest {
  private static final String ERASE = "\u001b[J";

  private static final String CHAIN =
      """
      let
        sleep = name: input: derivation {
          inherit name input;
          system = builtins.currentSystem;
          builder = "/bin/sh";
          args = [ "-c" "echo ${name} says; sleep 1.2; echo $input > $out" ];
        };
      in sleep "upper" (sleep "lower" "")
      """;

  private Path folder;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "busybox-static is not installed");
    folder = Files.createTempDirectory("firn-progress");
    Files.writeString(folder.resolve("chain.nix"), CHAIN);
  }

  @AfterEach
  void close() throws IOException {
    if (folder != null) {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  /** What a command writes to the terminal it is started on. */
  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("NO_COLOR");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private List<String> build(String terminals) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xss64m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dfirn.terminals=" + terminals,
        "-cp",
        System.getProperty("java.class.path"),
        "firn.cli.Main",
        "build",
        "--no-link",
        "-L",
        "--store",
        folder.resolve("store").toString(),
        "-f",
        folder.resolve("chain.nix").toString());
  }

  @Test
  void aTerminalShowsTheTreeInItsPlace() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    String quoted = String.join(" ", build("12").stream().map(w -> "'" + w + "'").toList());
    String shown =
        run(List.of("script", "-qec", "stty rows 24 cols 50; " + quoted, folder + "/typescript"));
    assertThat(shown)
        .contains("2 derivations to realise")
        .contains("upper\r\n└─ lower ⏵ 1 s\r\n━ builds: 1 running, 1 waiting, 0 done │ ")
        .contains("upper ⏵ 1 s\r\n━ builds: 1 running, 0 waiting, 1 done │ ")
        .contains("lower> lower says");
    String[] pictures = shown.split(java.util.regex.Pattern.quote(ERASE), -1);
    assertThat(pictures).hasSizeGreaterThan(8);
    assertThat(pictures[pictures.length - 1])
        .as("the last picture is erased before the result")
        .startsWith("/nix/store/")
        .doesNotContain("builds:");
    assertThat(shown.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").lines())
        .allMatch(line -> line.startsWith("/nix") || line.length() < 50);
  }

  @Test
  void elsewhereLinesArePlain() throws Exception {
    String said = run(build(""));
    assertThat(said)
        .doesNotContain("\u001b")
        .contains("2 derivations to realise\n")
        .contains("lower> lower says\n")
        .contains("-upper\n");
  }
}
