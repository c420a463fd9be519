package firn.cli.container;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code firn container stop}. */
@Command(name = "stop", description = "Shut a container down.")
final class ContainerStop extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    return job("stop");
  }
}
