package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import firn.apply.Outcome;
import firn.apply.Switch;
import firn.cli.container.ContainerCommand;
import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.RebuildOptions;
import firn.cli.rebuild.RebuildTry;
import firn.cli.rebuild.StepProgress;
import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.plan.Step;
import firn.store.StorePath;
import firn.tryhost.TryHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A throwaway host for tests of containers: configurations built into a store of its own, switches,
 * and {@code firn container} as a person at the host would call it.
 */
final class ContainerHost implements AutoCloseable {
  private final Path folder;
  private final String store;
  private final RebuildOptions options = new RebuildOptions();
  private final Map<String, StorePath> systems = new LinkedHashMap<>();
  private final Session session;
  private final TryHost host;

  /** As the other, with a store of its own. */
  ContainerHost(Path source, List<String> configurations) throws IOException {
    this(source, configurations, System.getProperty("firn.test.containers.store", ""));
  }

  /**
   * Builds configurations, the first of which the host can boot from.
   *
   * @param given the folder of the store; empty for one that goes with the host
   */
  ContainerHost(Path source, List<String> configurations, String given) throws IOException {
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "firn-containers-");
    store = given.isEmpty() ? folder.resolve("store").toString() : given;
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    new CommandLine(new Holder(options))
        .parseArgs(
            "--store", store, "--config", folder.resolve(configurations.getFirst()).toString());
    session = options.open(Terminal.ofProcess());
    try {
      for (String name : configurations) {
        systems.put(
            name,
            new SystemConfiguration(session, folder.resolve(name), RebuildTry.OWN_ROOT).build());
      }
      session.keepLock();
      host =
          TryHost.boot(
              Objects.requireNonNull(systems.get(configurations.getFirst())).toString(),
              HostSwitch.resolver(session.store()),
              session.root().resolve("nix/store"),
              System.err::println);
    } catch (IOException | RuntimeException e) {
      session.close();
      delete();
      throw e;
    }
  }

  Path folder() {
    return folder;
  }

  Machine machine() {
    return host.machine();
  }

  /** Switches to one of the configurations and answers the steps taken. */
  List<Step> switchTo(String configuration) throws IOException {
    try (Switch change = plan(configuration)) {
      List<Step> steps = new ArrayList<>(change.plan().steps());
      assertThat(apply(change)).isInstanceOf(Outcome.Switched.class);
      return steps;
    }
  }

  /** Tries to switch to one of the configurations. */
  Outcome trySwitchTo(String configuration) throws IOException {
    try (Switch change = plan(configuration)) {
      return apply(change);
    }
  }

  private static Outcome apply(Switch change) throws IOException {
    Outcome outcome = change.apply(new StepProgress(Terminal.ofProcess()));
    System.err.println(outcome);
    return outcome;
  }

  Switch plan(String configuration) throws IOException {
    return Switch.plan(
        machine(),
        String.valueOf(systems.get(configuration)),
        HostSwitch.resolver(session.store()));
  }

  /** What a command said, and its exit code. */
  record Said(int exitCode, String out, String err) {
    /** Its output, of a command that must succeed. */
    String ok() {
      assertThat(exitCode).as(err + out).isZero();
      return out.strip();
    }
  }

  /** Runs a command on the host; it must succeed. */
  String run(String... command) throws IOException {
    return tryRun(command).ok();
  }

  /** Runs a command on the host. */
  Said tryRun(String... command) throws IOException {
    CommandResult result = machine().run(Duration.ofSeconds(60), List.of(command));
    return new Said(result.exitCode(), result.output(), result.errors());
  }

  /** Runs {@code firn container}, with the store where an action takes one. */
  Said container(String... arguments) {
    return call("firn", false, arguments);
  }

  /** Runs {@code nixos-container}. */
  Said nixosContainer(String... arguments) {
    return call("nixos-container", true, arguments);
  }

  /** Runs a command in a container by {@code firn container run}; it must succeed. */
  String within(String name, String... command) {
    return container(
            Stream.concat(Stream.of("run", name, "--"), Stream.of(command)).toArray(String[]::new))
        .ok();
  }

  private Said call(String name, boolean asNixos, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.ISO_8859_1),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.getFirst().equals("create") || all.getFirst().equals("update")) {
      all.addAll(List.of("--store", store));
    }
    CommandLine line =
        new CommandLine(
            new ContainerCommand(
                terminal, machine(), command -> captured(command, out, err), asNixos));
    line.setExecutionExceptionHandler(
        (problem, at, result) -> new Problems(terminal, false, false).report(problem));
    int code = line.execute(all.toArray(String[]::new));
    terminal.out().flush();
    System.err.println(name + " " + all + ": " + code + " " + err);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Stands where a person's terminal would be. */
  private static int captured(
      List<String> command, ByteArrayOutputStream out, ByteArrayOutputStream err)
      throws IOException {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    process.getInputStream().transferTo(out);
    process.getErrorStream().transferTo(err);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    host.close();
    session.close();
    delete();
  }

  private void delete() throws IOException {
    try {
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the options be read as a command's are. */
  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin final RebuildOptions options;

    Holder(RebuildOptions options) {
      this.options = options;
    }
  }
}
