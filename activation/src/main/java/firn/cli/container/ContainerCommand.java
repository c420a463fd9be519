package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.FirnCommand;
import firn.cli.Terminal;
import firn.container.Container;
import firn.container.ContainerException;
import firn.container.Containers;
import firn.machine.Handover;
import firn.machine.HostMachine;
import firn.machine.Machine;
import firn.modules.option.Levenshtein;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code firn container}, and {@code nixos-container}: the containers of this machine, declared or
 * not.
 */
@Command(
    name = "container",
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    description = "Look after the containers of this machine.",
    subcommands = {
      ContainerCreate.class,
      ContainerUpdate.class,
      ContainerDestroy.class,
      ContainerRun.class,
      ContainerList.class,
      ContainerStart.class,
      ContainerStop.class,
      ContainerRestart.class,
      ContainerTerminate.class,
      ContainerStatus.class,
      ContainerLogin.class,
      ContainerRootLogin.class,
      ContainerShowIp.class,
      ContainerShowHostKey.class
    })
public final class ContainerCommand implements Runnable {
  private final @Nullable Terminal own;
  private final @Nullable Machine given;
  private final Handover handover;
  private final boolean asNixos;

  @ParentCommand @Nullable FirnCommand firn;
  @Spec CommandSpec spec;

  /** As a command of {@code firn}, for this machine. */
  public ContainerCommand() {
    this(null, null, Handover.BECOME, false);
  }

  /**
   * @param asNixos whether it behaves as nixos-container where the two differ
   * @param given the machine it is about, null for this one
   */
  public ContainerCommand(
      @Nullable Terminal own, @Nullable Machine given, Handover handover, boolean asNixos) {
    this.own = own;
    this.given = given;
    this.handover = handover;
    this.asNixos = asNixos;
  }

  Terminal terminal() {
    return own != null ? own : Objects.requireNonNull(firn).terminal();
  }

  boolean asNixos() {
    return asNixos;
  }

  /** The machine whose containers these are. */
  Machine machine() throws IOException {
    return given != null ? given : HostMachine.at(Path.of("/"));
  }

  /** The machine, which must run. */
  Machine booted() throws IOException {
    Machine machine = machine();
    if (!machine.isBooted()) {
      throw new CommandException(
          ExitCode.BUILD,
          "containers need systemd, which does not run this machine",
          "try them on a throwaway host: firn rebuild try --config FILE");
    }
    return machine;
  }

  /** The container of that name, or a complaint with the names that are nearest. */
  static Container find(Machine machine, String name) throws IOException {
    Containers containers = new Containers(machine);
    Optional<Container> found = containers.find(name);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> names = containers.names();
    throw new ContainerException(
        "there is no container '" + name + "'",
        names.isEmpty()
            ? "this machine has none"
            : "did you mean " + String.join(", ", Levenshtein.nearest(name, names)) + "?");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which action?");
  }

  /**
   * Runs a command in a container as root, in root's own environment, or a shell.
   *
   * @param arguments the command, empty for a shell
   */
  int inside(String name, List<String> arguments) throws IOException {
    Machine machine = booted();
    Container container = find(machine, name);
    try (Machine inside = machine.container(name, container.stateDir(), container.unit())) {
      if (!inside.isBooted()) {
        throw new ContainerException(
            "the container " + name + " does not run", "start it: firn container start " + name);
      }
      List<String> command = new ArrayList<>(inside.entering());
      command.addAll(
          List.of("env", "-i", "HOME=/root", "USER=root", "LOGNAME=root", "SHELL=/bin/sh"));
      command.add("TERM=" + System.getenv().getOrDefault("TERM", "dumb"));
      command.add("PATH=/run/current-system/sw/bin:/usr/sbin:/usr/bin:/sbin:/bin");
      command.addAll(
          arguments.isEmpty()
              ? List.of(
                  "/bin/sh", "-c", "cd; [ -x /bin/bash ] && exec /bin/bash -l; exec /bin/sh -l")
              : List.of("/bin/sh", "-l", "-c", "cd; exec \"$@\"", "sh"));
      command.addAll(arguments);
      return handOver(command);
    }
  }

  /** Becomes another program. */
  int handOver(List<String> command) throws IOException {
    terminal().out().flush();
    return handover.run(command);
  }
}
