package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.StepProgress;
import firn.container.Container;
import firn.container.ContainerConf;
import firn.container.ContainerException;
import firn.container.Containers;
import firn.container.ImperativeContainer;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn container create}. */
@Command(
    name = "create",
    description =
        "Make a container that the configuration of this machine does not declare. It is not started; no switch touches it.")
final class ContainerCreate implements Callable<Integer> {
  private static final String LOCK = "/var/lib/firn/containers.lock";

  @ParentCommand ContainerCommand container;
  @Mixin ContainerOptions options;

  @Parameters(paramLabel = "NAME", description = "Its name.")
  String name;

  @Option(
      names = "--ensure-unique-name",
      description = "Add a number to the name if it is taken, and print the name.")
  boolean unique;

  @Option(names = "--auto-start", description = "Start it whenever the machine boots.")
  boolean autoStart;

  @Option(names = "--bridge", paramLabel = "NAME", description = "Link it to this bridge.")
  @Nullable String bridge;

  @Option(
      names = "--port",
      paramLabel = "[PROTOCOL:]PORT[:PORT]",
      description = "Forward a port of the host to it; several have commas between them.")
  @Nullable String port;

  @Option(
      names = "--host-address",
      paramLabel = "ADDRESS",
      description = "The host's end of the link; 10.233.N.1 by default.")
  @Nullable String hostAddress;

  @Option(
      names = "--local-address",
      paramLabel = "ADDRESS",
      description = "The container's end of the link; 10.233.N.2 by default.")
  @Nullable String localAddress;

  @Override
  public Integer call() throws Exception {
    options.requireOneSource();
    if ((hostAddress == null) != (localAddress == null)) {
      throw new CommandException(
          ExitCode.USAGE, "--host-address and --local-address need each other", null);
    }
    Containers.checkName(name);
    Machine machine = container.booted();
    try (AutoCloseable lock = machine.files().lock(LOCK)) {
      create(machine, unique ? freeName(machine) : name);
    }
    return ExitCode.DONE;
  }

  private String freeName(Machine machine) throws IOException {
    Containers containers = new Containers(machine);
    String candidate = name;
    for (int n = 0; ; n++) {
      if (containers.find(candidate).isEmpty()
          && machine.files().list(Container.stateDir(candidate)).isEmpty()) {
        return candidate;
      }
      candidate = name + "-" + n;
    }
  }

  private void create(Machine machine, String chosen) throws IOException {
    ContainerConf conf = conf(new Containers(machine));
    Terminal terminal = container.terminal();
    // The configuration stays with the container: update builds it again.
    Path folder =
        machine.files().path().resolve(Container.stateDir(chosen).substring(1) + "/etc/nixos");
    try (Session session =
        new Session(options.session, terminal, true, folder.resolve("firn.lock"))) {
      ImperativeContainer made =
          new ImperativeContainer(
              machine, chosen, HostSwitch.resolver(session.store()), new StepProgress(terminal));
      made.requireFree();
      try {
        Path configuration = folder.resolve("configuration.nix");
        String text = options.configuration(chosen);
        Files.createDirectories(folder);
        Files.writeString(configuration, text);
        made.create(
            conf,
            new ContainerParts(session, chosen, conf, ContainerOptions.isClosure(machine))
                .build(configuration, options.systemPath(), options.nixpkgs()));
        session.keepLock();
      } catch (Exception e) {
        discard(made, e);
        throw e;
      }
    }
    terminal.say(
        "host IP is %s, container IP is %s"
            .formatted(
                conf.get(ContainerConf.HOST_ADDRESS), conf.get(ContainerConf.LOCAL_ADDRESS)));
    if (unique) {
      terminal.print(chosen);
    }
  }

  /** Leaves nothing of a container that could not be made. */
  private static void discard(ImperativeContainer made, Exception reason) {
    try {
      made.destroy();
    } catch (IOException | ContainerException e) {
      reason.addSuppressed(e);
    }
  }

  private ContainerConf conf(Containers containers) throws IOException {
    Map<String, String> conf = new LinkedHashMap<>();
    List<String> addresses =
        hostAddress == null || localAddress == null
            ? containers.freeAddresses()
            : List.of(hostAddress, localAddress);
    conf.put(ContainerConf.PRIVATE_NETWORK, "1");
    conf.put(ContainerConf.HOST_ADDRESS, addresses.get(0));
    conf.put(ContainerConf.LOCAL_ADDRESS, addresses.get(1));
    ContainerOptions.put(conf, ContainerConf.HOST_BRIDGE, bridge);
    ContainerOptions.put(conf, ContainerConf.HOST_PORT, port);
    ContainerOptions.put(conf, ContainerConf.AUTO_START, autoStart ? "1" : null);
    ContainerOptions.put(conf, ContainerConf.FLAKE, options.flake());
    return new ContainerConf(conf);
  }
}
