package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.RebuildOptions;
import firn.cli.rebuild.RebuildTry;
import firn.machine.CommandResult;
import firn.manifest.LoadedSystem;
import firn.packages.archive.ArchiveSettings;
import firn.tryhost.DistributionHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty containers on one host: a change in one of them touches only that one. It prints how long
 * each command took from its start to the prompt; run with {@code -Dfirn.speed=true}.
 */
final class TwentyContainersTest {
  private static final Path CONFIGURATIONS =
      Path.of(System.getProperty("firn.home")).resolve("testdata/activation/distribution");

  @TempDir Path temporary;

  @Test
  void aChangeInOneOfThemTouchesOnlyThatOne() throws Exception {
    assumeTrue(Boolean.getBoolean("firn.speed"), "SKIPPED: -Dfirn.speed=true runs it");
    List<String> names = List.of("base", "twenty", "twenty-changed");
    for (String name : names) {
      Files.copy(CONFIGURATIONS.resolve(name + ".nix"), temporary.resolve(name + ".nix"));
    }
    Path installed = temporary.resolve("installed");
    Installation.at(installed);
    RebuildOptions options = TestStore.options(temporary.resolve("twenty.nix"));
    try (Session session = options.open(Terminal.ofProcess())) {
      String base =
          new SystemConfiguration(session, temporary.resolve("base.nix"), RebuildTry.OWN_ROOT)
              .build()
              .toString();
      for (String name : names.subList(1, 3)) {
        new SystemConfiguration(session, temporary.resolve(name + ".nix"), List.of()).build();
      }
      session.keepLock();
      Function<String, Path> store = HostSwitch.resolver(session.store());
      try (DistributionHost host =
          DistributionHost.boot(
              LoadedSystem.read(base, store).manifest(),
              store,
              session.root().resolve("nix"),
              installed)) {
        measure(host);
      }
    }
  }

  private void measure(DistributionHost host) throws IOException {
    Path nixos = Files.createDirectories(host.root().resolve("etc/nixos"));
    for (String name : List.of("twenty.nix", "twenty-changed.nix", "firn.lock")) {
      Files.copy(temporary.resolve(name), nixos.resolve(name));
    }
    Path indexes = Files.createDirectories(host.root().resolve("root/.cache/firn/debian/index"));
    try (Stream<Path> all = Files.list(ArchiveSettings.defaultCache().resolve("index"))) {
      for (Path index : (Iterable<Path>) all::iterator) {
        Files.copy(index, indexes.resolve(index.getFileName()));
      }
    }
    timed(host, "--version");
    timed(host, "rebuild", "switch", "--config", "/etc/nixos/twenty.nix");
    for (int i = 0; i < 3; i++) {
      assertThat(timed(host, "rebuild", "switch", "--config", "/etc/nixos/twenty.nix").errors())
          .contains("nothing to do");
    }
    String before = processes(host);
    timed(host, "rebuild", "build", "--config", "/etc/nixos/twenty-changed.nix");
    CommandResult changed =
        timed(host, "rebuild", "switch", "--config", "/etc/nixos/twenty-changed.nix");
    assertThat(changed.errors()).contains("restart work.service (c7)");
    assertThat(changed.errors().lines().filter(line -> line.startsWith("restart ")).distinct())
        .containsExactly("restart work.service (c7)");
    List<String> gone = before.lines().filter(line -> !processes(host).contains(line)).toList();
    assertThat(gone).singleElement().asString().contains("sleep 1007");
  }

  private static CommandResult timed(DistributionHost host, String... arguments)
      throws IOException {
    long start = System.nanoTime();
    CommandResult result = host.firnAheadOfTime(arguments);
    System.err.printf(
        "TIME %s: %d ms%n", String.join(" ", arguments), (System.nanoTime() - start) / 1_000_000);
    assertThat(result.exitCode()).as(result.errors()).isZero();
    return result;
  }

  /** The services of the containers, each with its process. */
  private static String processes(DistributionHost host) {
    try {
      return host.machine()
          .run(
              Duration.ofSeconds(30), List.of("sh", "-c", "ps -eo pid,args | grep '[s]leep [12]0'"))
          .output();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
