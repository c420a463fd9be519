package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.FirnCommand;
import firn.cli.Terminal;
import firn.container.Container;
import firn.container.ContainerException;
import firn.container.Containers;
import firn.machine.CommandResult;
import firn.machine.Entry;
import firn.machine.Handover;
import firn.machine.HostMachine;
import firn.machine.Machine;
import firn.modules.option.Levenshtein;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
      ContainerRun.class
    })
public final class ContainerCommand implements Runnable {
  private static final Duration TOOL = Duration.ofMinutes(2);
  private static final List<String> HOST_KEYS = List.of("ed25519", "ecdsa", "rsa");

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

  @Command(name = "list", description = "Print the names of all containers.")
  int list() throws IOException {
    for (String name : new Containers(machine()).names()) {
      terminal().print(name);
    }
    return ExitCode.DONE;
  }

  @Command(name = "start", description = "Start a container.")
  int start(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return job("start", name);
  }

  @Command(name = "stop", description = "Shut a container down.")
  int stop(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return job("stop", name);
  }

  @Command(name = "restart", description = "Shut a container down and start it again.")
  int restart(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return job("restart", name);
  }

  private int job(String verb, String name) throws IOException {
    Machine machine = booted();
    Container container = find(machine, name);
    CommandResult done = machine.systemctl().job(verb, List.of(container.unit()));
    if (!done.succeeded()) {
      String log = machine.systemctl().log(container.unit(), 8).strip();
      if (!log.isEmpty()) {
        log.lines().forEach(line -> terminal().say("       > " + line));
      }
      throw new CommandException(
          ExitCode.UNDONE,
          "the container " + name + " does not " + verb,
          "journalctl -u " + container.unit() + " says more");
    }
    return ExitCode.DONE;
  }

  @Command(name = "terminate", description = "End a container at once, without shutting it down.")
  int terminate(@Parameters(paramLabel = "NAME") String name) throws IOException {
    Machine machine = booted();
    Container container = find(machine, name);
    if (new Containers(machine).isUp(container)) {
      // With a job to stop it under way, systemd does not start it again.
      machine.run(TOOL, List.of("systemctl", "stop", "--no-block", container.unit()));
      machine.run(
          TOOL,
          List.of("systemctl", "kill", "--kill-who=all", "--signal=SIGKILL", container.unit()));
      machine.systemctl().job("stop", List.of(container.unit()));
      machine.run(TOOL, List.of("systemctl", "reset-failed", container.unit()));
    }
    return ExitCode.DONE;
  }

  @Command(name = "status", description = "Print up, down or gone.")
  int status(@Parameters(paramLabel = "NAME") String name) throws IOException {
    Machine machine = booted();
    Containers containers = new Containers(machine);
    Optional<Container> found = containers.find(name);
    if (found.isEmpty()) {
      terminal().print("gone");
      find(machine, name);
      return ExitCode.EXPRESSION;
    }
    terminal().print(containers.isUp(found.get()) ? "up" : "down");
    return ExitCode.DONE;
  }

  @Command(name = "login", description = "Log in on a container's console.")
  int login(@Parameters(paramLabel = "NAME") String name) throws IOException {
    Machine machine = booted();
    find(machine, name);
    List<String> command = new ArrayList<>(machine.entering());
    command.addAll(List.of("machinectl", "login", "--", name));
    return handOver(command);
  }

  @Command(name = "root-login", description = "Open a shell of root's in a container.")
  int rootLogin(@Parameters(paramLabel = "NAME") String name) throws IOException {
    return inside(name, List.of());
  }

  @Command(name = "show-ip", description = "Print the address of a container.")
  int showIp(@Parameters(paramLabel = "NAME") String name) throws IOException {
    String address = find(machine(), name).conf().address();
    if (address == null) {
      throw new ContainerException(
          "the container " + name + " has no address of its own in its settings",
          "look inside: firn container run " + name + " -- ip address");
    }
    terminal().print(address);
    return ExitCode.DONE;
  }

  @Command(name = "show-host-key", description = "Print the public key of a container's SSH host.")
  int showHostKey(@Parameters(paramLabel = "NAME") String name) throws IOException {
    Machine machine = machine();
    Container container = find(machine, name);
    try (Machine inside = machine.container(name, container.stateDir(), container.unit())) {
      for (String kind : HOST_KEYS) {
        String path = "/etc/ssh/ssh_host_" + kind + "_key.pub";
        if (inside.files().read(path) instanceof Entry.Regular key) {
          terminal().print(new String(key.content(), StandardCharsets.UTF_8).strip());
          return ExitCode.DONE;
        }
      }
    }
    throw new ContainerException(
        "the container " + name + " has no SSH host key",
        "it gets one when it first starts with services.openssh.enable = true");
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

  private int handOver(List<String> command) throws IOException {
    terminal().out().flush();
    return handover.run(command);
  }
}
