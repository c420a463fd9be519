package firn.cli.container;

import firn.cli.ExitCode;
import firn.container.Container;
import firn.container.Containers;
import firn.machine.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code firn container terminate}. */
@Command(name = "terminate", description = "End a container at once, without shutting it down.")
final class ContainerTerminate extends ContainerAction {
  private static final Duration TOOL = Duration.ofMinutes(2);

  @Override
  public Integer call() throws IOException {
    Machine machine = command.booted();
    Container container = ContainerCommand.find(machine, name);
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
}
