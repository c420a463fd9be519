package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import firn.apply.Outcome;
import firn.apply.Switch;
import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.RebuildOptions;
import firn.cli.rebuild.RebuildTry;
import firn.cli.rebuild.StepProgress;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.plan.Action;
import firn.plan.Step;
import firn.store.StorePath;
import firn.tryhost.TryHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The quickstart's three configurations on a throwaway host: real packages, real systemd, nspawn,
 * nginx and podman. Needs root and the Debian archive of the machine's apt sources.
 */
final class QuickstartTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("firn.home")).resolve("docs/examples/quickstart");

  private static Path folder;

  @BeforeAll
  static void copyExample() throws IOException {
    Needs.rootAndArchive();
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "firn-quickstart-");
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".nix")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @AfterAll
  static void remove() throws IOException, InterruptedException {
    if (folder != null) {
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }
  }

  @Test
  void theThreeConfigurationsAreAppliedToOneHost() throws IOException {
    RebuildOptions options = TestStore.options(folder.resolve("configuration.nix"));
    try (Session session = options.open(Terminal.ofProcess())) {
      List<StorePath> systems = new ArrayList<>();
      for (String name : List.of("configuration.nix", "2-port.nix", "3-removed.nix")) {
        systems.add(
            new SystemConfiguration(session, folder.resolve(name), RebuildTry.OWN_ROOT).build());
      }
      session.keepLock();
      assertThat(Files.readString(folder.resolve("firn.lock")))
          .contains("\"nginx\"")
          .doesNotContain("://");
      unchangedConfigurationBuildsNothing(options);

      Function<String, Path> store = HostSwitch.resolver(session.store());
      try (TryHost host =
          TryHost.boot(
              systems.getFirst().toString(),
              store,
              session.root().resolve("nix/store"),
              System.err::println)) {
        Machine machine = host.machine();
        allIsUp(machine, systems.getFirst(), store);
        onlyThePageServerRestarts(machine, systems.get(1), store);
        theContainerGoesAndItsStateStays(machine, systems.get(2), store);
      }
    }
  }

  /** A second build of the same configuration finds everything in the store. */
  private static void unchangedConfigurationBuildsNothing(RebuildOptions options) {
    try (Session again = options.open(Terminal.ofProcess())) {
      StorePath derivation =
          new SystemConfiguration(again, folder.resolve("configuration.nix"), RebuildTry.OWN_ROOT)
              .derivation();
      assertThat(again.realiser().plan(List.of(firn.store.DerivedPath.all(derivation)))).isEmpty();
    }
  }

  private static void allIsUp(Machine machine, StorePath system, Function<String, Path> store)
      throws IOException {
    Outcome outcome = apply(machine, system, store, List.of());
    assertThat(outcome).isInstanceOf(Outcome.Switched.class);
    assertThat(page(machine, "http://127.0.0.1:8080/")).contains("Hello from a container");
    assertThat(page(machine, "http://127.0.0.1:8000/")).isNotEmpty();
    assertThat(page(machine, "http://10.100.0.2/")).isNotEmpty();
    assertThat(run(machine, "hello")).contains("Hello, world!");
    assertThat(run(machine, "id", "-un", "alice")).isEqualTo("alice");
    assertThat(machine.systemctl().state()).isEqualTo("running");
  }

  private static void onlyThePageServerRestarts(
      Machine machine, StorePath system, Function<String, Path> store) throws IOException {
    Map<String, String> before = processes(machine);
    List<Step> steps = new ArrayList<>();
    assertThat(apply(machine, system, store, steps)).isInstanceOf(Outcome.Switched.class);
    assertThat(steps)
        .filteredOn(step ->
            switch (step.action()) {
              case START, STOP, RESTART, RELOAD -> true;
              default -> false;
            })
        .extracting(Step::action, Step::where, step -> step.subject().text())
        .containsExactly(tuple(Action.RESTART, "web", "nginx.service"));
    assertThat(page(machine, "http://127.0.0.1:8081/")).contains("Hello from a container");
    Map<String, String> after = processes(machine);
    assertThat(before)
        .as("the container's first process")
        .anySatisfy((pid, line) -> assertThat(line).contains("web"));
    before
        .values()
        .removeIf(line -> line.contains("container@web") && line.contains("nginx.service"));
    assertThat(after).containsAllEntriesOf(before);
  }

  private static void theContainerGoesAndItsStateStays(
      Machine machine, StorePath system, Function<String, Path> store) throws IOException {
    List<Step> steps = new ArrayList<>();
    assertThat(apply(machine, system, store, steps)).isInstanceOf(Outcome.Switched.class);
    assertThat(steps)
        .anySatisfy(step -> {
          assertThat(step.subject().text()).isEqualTo("container web");
          assertThat(step.reason()).contains("its state stays at /var/lib/nixos-containers/web");
        });
    assertThat(machine.files().read("/etc/systemd/system/container@web.service"))
        .isEqualTo(Entry.ABSENT);
    assertThat(machine.systemctl().mainPid("container@web.service")).isZero();
    assertThat(machine.files().list("/var/lib/nixos-containers/web")).contains("var");
    assertThat(page(machine, "http://10.100.0.2/")).isNotEmpty();
  }

  private static Outcome apply(
      Machine machine, StorePath system, Function<String, Path> store, List<Step> steps)
      throws IOException {
    try (Switch change = Switch.plan(machine, system.toString(), store)) {
      if (!change.plan().steps().isEmpty() && steps instanceof ArrayList<Step>) {
        steps.addAll(change.plan().steps());
      }
      return change.apply(new StepProgress(Terminal.ofProcess()));
    }
  }

  /**
   * Every process of the host and its containers that lives on: process id → control group and
   * command.
   */
  private static Map<String, String> processes(Machine machine) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String line :
        run(machine, "ps", "-ww", "-eo", "pid=,cgroup:300=,args=").lines().toList()) {
      String[] parts = line.strip().split("\\s+", 2);
      // What a loop or a look at the machine starts is gone a moment later.
      if (!parts[1].matches(".* (\\S*/)?(sleep|ps|nsenter|systemctl|date) ?.*")
          && !parts[1].contains("(sd-")) {
        found.put(parts[0], parts[1]);
      }
    }
    return found;
  }

  private static String page(Machine machine, String url) throws IOException {
    return run(machine, "curl", "--silent", "--fail", "--max-time", "10", url);
  }

  private static String run(Machine machine, String... command) throws IOException {
    List<String> shell =
        List.of("/bin/sh", "-c", "PATH=/run/current-system/sw/bin:/usr/bin:/bin exec \"$@\"", "sh");
    var result =
        machine.run(
            Duration.ofSeconds(30), Stream.concat(shell.stream(), Stream.of(command)).toList());
    assertThat(result.succeeded())
        .as(String.join(" ", command) + ": " + result.complaint())
        .isTrue();
    return new String(result.output().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .strip();
  }
}
