package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations with a mistake in them, through the command: what a person is told and the exit
 * code. With {@code -Dfirn.goldens=rewrite} the expectations are written anew, and the run fails
 * all the same.
 */
final class ConfigurationErrorsTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home"));
  private static final Path CASES = HOME.resolve("testdata/errors/configuration");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("firn.goldens"));

  @TempDir Path folder;

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

  @Test
  void anUnreachableArchiveLeavesNoLock() throws IOException {
    Path configuration = folder.resolve("configuration.nix");
    Files.writeString(
        configuration,
        "{ pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; system.stateVersion = \"24.11\"; }");
    Said said =
        run(
            "rebuild",
            "build",
            "--config",
            configuration.toString(),
            "--mirror",
            "http://127.0.0.1:9/nowhere");
    assertThat(said.err())
        .startsWith("error: http://127.0.0.1:9/nowhere")
        .contains("cannot be fetched");
    assertThat(said.exitCode()).isEqualTo(ExitCode.BUILD);
    assertThat(said.out()).isEmpty();
    assertThat(folder.resolve("firn.lock")).doesNotExist();
  }

  @Test
  void timesThatAreNoneAreRefusedBeforeAnythingIsDone() {
    for (String time : List.of("-1", "NaN", "1e9", "soon")) {
      Said said = run("rebuild", "test", "--root", folder.toString(), "--settle", time);
      assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.USAGE);
      assertThat(said.err()).contains("--settle");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnknownActionIsAQuestionOfUsage() {
    Said said = run("rebuild", "swich");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("swich").contains("--help");
  }

  private void check(Path file) throws IOException {
    Path copy = folder.resolve(file.getFileName());
    Files.copy(file, copy);
    Said said =
        run(
            "eval",
            "-f",
            HOME.resolve("modules/src/main/nix/nixos").toString(),
            "--arg",
            "configuration",
            copy.toString(),
            "-A",
            "system.drvPath",
            "--raw");
    String told =
        "exit "
            + said.exitCode()
            + "\n"
            + said.err()
                .replace(folder.toString(), "DIR")
                .replace(HOME.toString(), "HOME")
                .replaceAll("in [a-z-]+(, [a-z-]+)*; look", "in SUITES; look")
                .replaceAll("(?m)[ ]+$", "");
    Path expected = CASES.resolve(file.getFileName().toString().replace(".nix", ".err"));
    if (REWRITE) {
      Files.writeString(expected, told);
    }
    assertThat(REWRITE).as("expectations were rewritten").isFalse();
    assertThat(told).isEqualTo(Files.readString(expected));
    assertThat(folder.resolve("firn.lock")).doesNotExist();
  }

  private Said run(String... arguments) {
    return Said.by(
        Stream.concat(
                Stream.of(arguments),
                arguments.length > 2
                    ? Stream.of("--store", folder.resolve("store").toString())
                    : Stream.of())
            .toArray(String[]::new));
  }
}
