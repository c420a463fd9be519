package firn.cli.container;

import firn.cli.ExitCode;
import firn.container.Container;
import firn.container.Containers;
import firn.machine.Machine;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code firn container status}. */
@Command(name = "status", description = "Print up, down or gone.")
final class ContainerStatus extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    Machine machine = command.booted();
    Containers containers = new Containers(machine);
    Optional<Container> found = containers.find(name);
    if (found.isEmpty()) {
      command.terminal().print("gone");
      ContainerCommand.find(machine, name);
      return ExitCode.EXPRESSION;
    }
    command.terminal().print(containers.isUp(found.get()) ? "up" : "down");
    return ExitCode.DONE;
  }
}
