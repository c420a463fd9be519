package firn.cli.container;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code firn container start}. */
@Command(name = "start", description = "Start a container.")
final class ContainerStart extends ContainerAction {
  @Override
  public Integer call() throws IOException {
    return job("start");
  }
}
