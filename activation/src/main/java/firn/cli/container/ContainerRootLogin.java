package firn.cli.container;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code firn container root-login}. */
@Command(name = "root-login", description = "Open a shell of root's in a container.")
final class ContainerRootLogin extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    return command.inside(name, List.of());
  }
}
