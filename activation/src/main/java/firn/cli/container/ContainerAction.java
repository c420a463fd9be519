package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.container.Container;
import firn.machine.CommandResult;
import firn.machine.Machine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What is done to one container, which may be declared or not. */
abstract class ContainerAction implements Callable<Integer> {
  @ParentCommand ContainerCommand command;

  @Parameters(paramLabel = "NAME", description = "The container.")
  String name;

  @Override
  public abstract Integer call() throws IOException;

  /** Has systemd start, stop or restart its unit, and waits for that. */
  final int job(String verb) throws IOException {
    Machine machine = command.booted();
    Container container = ContainerCommand.find(machine, name);
    CommandResult done = machine.systemctl().job(verb, List.of(container.unit()));
    if (!done.succeeded()) {
      String log = machine.systemctl().log(container.unit(), 8).strip();
      if (!log.isEmpty()) {
        log.lines().forEach(line -> command.terminal().say("       > " + line));
      }
      throw new CommandException(
          ExitCode.UNDONE,
          "the container " + name + " does not " + verb,
          "journalctl -u " + container.unit() + " says more");
    }
    return ExitCode.DONE;
  }
}
