package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example of a server on a throwaway host: its health checks use every service for real, and
 * what they found stands in the report.
 */
final class ServerExampleTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("firn.home")).resolve("docs/examples/server");

  @TempDir Path folder;

  @Test
  void everyServiceOfTheServerWorks() throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isDirectory(Path.of("/etc/apt")),
        "SKIPPED: not root, or no apt sources");
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".nix")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    String configuration = folder.resolve("configuration.nix").toString();
    Said said =
        Said.by(
            "rebuild",
            "try",
            "--once",
            "--json",
            "--store",
            TestStore.folder(),
            "--config",
            configuration);
    JsonNode report = JsonMapper.shared().readTree(said.out());
    assertThat(report.path("error").asString("")).isEmpty();
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(said.exitCode()).isZero();

    List<String> passed =
        report
            .path("checks")
            .valueStream()
            .filter(check -> check.path("ok").asBoolean())
            .map(check -> check.path("name").asString())
            .toList();
    assertThat(passed)
        .containsExactlyInAnyOrder(
            "alice",
            "clock",
            "cron",
            "environment",
            "journal",
            "kernel",
            "locale",
            "mysql",
            "names",
            "php",
            "postgresql",
            "proxy",
            "redirect",
            "redis",
            "scratch",
            "socket",
            "ssh",
            "sudo",
            "timer");
  }
}
