package firn.cli.container;

import firn.cli.ExitCode;
import firn.cli.rebuild.StepProgress;
import firn.container.Container;
import firn.container.Containers;
import firn.container.ImperativeContainer;
import firn.machine.Machine;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn container destroy}. */
@Command(
    name = "destroy",
    description = "Stop an undeclared container and remove it, with all its files.")
final class ContainerDestroy implements Callable<Integer> {
  @ParentCommand ContainerCommand container;

  @Parameters(paramLabel = "NAME", description = "The container.")
  String name;

  @Override
  public Integer call() throws IOException {
    Machine machine = container.booted();
    // Scripts written for nixos-container destroy what may be gone already.
    if (container.asNixos() && new Containers(machine).find(name).isEmpty()) {
      return ExitCode.DONE;
    }
    Container found = ContainerCommand.find(machine, name);
    ContainerOptions.requireUndeclared(found, "destroyed");
    new ImperativeContainer(
            machine,
            name,
            path -> {
              throw new IllegalStateException("nothing is read from the store");
            },
            new StepProgress(container.terminal()))
        .destroy();
    return ExitCode.DONE;
  }
}
