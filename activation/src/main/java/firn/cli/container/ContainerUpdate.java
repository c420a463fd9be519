package firn.cli.container;

import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.StepProgress;
import firn.container.Container;
import firn.container.ContainerConf;
import firn.container.ImperativeContainer;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn container update}. */
@Command(
    name = "update",
    description = {
      "Build an undeclared container again, from what it was made from or from something else, and switch it to that.",
      "While it runs it is switched in place."
    })
final class ContainerUpdate implements Callable<Integer> {
  @ParentCommand ContainerCommand container;
  @Mixin ContainerOptions options;

  @Parameters(paramLabel = "NAME", description = "The container.")
  String name;

  @Override
  public Integer call() throws IOException {
    options.requireOneSource();
    Machine machine = container.booted();
    Container found = ContainerCommand.find(machine, name);
    ContainerOptions.requireUndeclared(found, "updated");
    Path folder = machine.files().path().resolve(found.stateDir().substring(1) + "/etc/nixos");
    Path configuration = folder.resolve("configuration.nix");
    ContainerConf conf = conf(found);
    try (Session session =
        new Session(options.session, container.terminal(), true, folder.resolve("firn.lock"))) {
      @Nullable String before =
          Files.exists(configuration) ? Files.readString(configuration) : null;
      if (options.givesConfiguration()) {
        Files.createDirectories(folder);
        Files.writeString(configuration, options.configuration(name));
      }
      try {
        ImperativeContainer changed =
            new ImperativeContainer(
                machine,
                name,
                HostSwitch.resolver(session.store()),
                new StepProgress(container.terminal()));
        changed.update(
            new ContainerParts(session, name, conf, ContainerOptions.isClosure(machine))
                .build(configuration, options.systemPath(), options.nixpkgs()));
        changed.write(conf);
        session.keepLock();
      } catch (IOException | RuntimeException e) {
        if (before != null) {
          Files.writeString(configuration, before);
        }
        throw e;
      }
    }
    return ExitCode.DONE;
  }

  /** A configuration that is given takes the place of a flake, and the other way round. */
  private ContainerConf conf(Container found) {
    Map<String, String> conf = new LinkedHashMap<>(found.conf().values());
    if (options.givesConfiguration() || options.systemPath() != null) {
      conf.remove(ContainerConf.FLAKE);
    }
    ContainerOptions.put(conf, ContainerConf.FLAKE, options.flake());
    return new ContainerConf(conf);
  }
}
