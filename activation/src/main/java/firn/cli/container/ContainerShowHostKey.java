package firn.cli.container;

import firn.cli.ExitCode;
import firn.container.Container;
import firn.container.ContainerException;
import firn.machine.Entry;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code firn container show-host-key}. */
@Command(name = "show-host-key", description = "Print the public key of a container's SSH host.")
final class ContainerShowHostKey extends ContainerAction {
  private static final List<String> KINDS = List.of("ed25519", "ecdsa", "rsa");

  @Override
  public Integer call() throws IOException {
    Machine machine = command.machine();
    Container container = ContainerCommand.find(machine, name);
    try (Machine inside = machine.container(name, container.stateDir(), container.unit())) {
      for (String kind : KINDS) {
        String path = "/etc/ssh/ssh_host_" + kind + "_key.pub";
        if (inside.files().read(path) instanceof Entry.Regular key) {
          command.terminal().print(new String(key.content(), StandardCharsets.UTF_8).strip());
          return ExitCode.DONE;
        }
      }
    }
    throw new ContainerException(
        "the container " + name + " has no SSH host key",
        "it gets one when it first starts with services.openssh.enable = true");
  }
}
