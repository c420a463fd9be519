package firn.cli.container;

import firn.cli.ExitCode;
import firn.container.Containers;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code firn container list}. */
@Command(name = "list", description = "Print the names of all containers.")
final class ContainerList implements Callable<Integer> {
  @ParentCommand ContainerCommand command;

  @Override
  public Integer call() throws IOException {
    for (String name : new Containers(command.machine()).names()) {
      command.terminal().print(name);
    }
    return ExitCode.DONE;
  }
}
