package firn.cli.container;

import firn.machine.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code firn container login}. */
@Command(name = "login", description = "Log in on a container's console.")
final class ContainerLogin extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    Machine machine = command.booted();
    ContainerCommand.find(machine, name);
    List<String> login = new ArrayList<>(machine.entering());
    login.addAll(List.of("machinectl", "login", "--", name));
    return command.handOver(login);
  }
}
