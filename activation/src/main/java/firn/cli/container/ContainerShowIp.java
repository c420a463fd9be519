package firn.cli.container;

import firn.cli.ExitCode;
import firn.container.ContainerException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code firn container show-ip}. */
@Command(name = "show-ip", description = "Print the address of a container.")
final class ContainerShowIp extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    String address = ContainerCommand.find(command.machine(), name).conf().address();
    if (address == null) {
      throw new ContainerException(
          "the container " + name + " has no address of its own in its settings",
          "look inside: firn container run " + name + " -- ip address");
    }
    command.terminal().print(address);
    return ExitCode.DONE;
  }
}
