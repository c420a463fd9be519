package firn.cli.container;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code firn container restart}. */
@Command(name = "restart", description = "Shut a container down and start it again.")
final class ContainerRestart extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    return job("restart");
  }
}
