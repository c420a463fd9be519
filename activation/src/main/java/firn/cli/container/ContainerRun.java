package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** {@code firn container run NAME -- COMMAND…}; its exit code is the command's. */
@Command(
    name = "run",
    customSynopsis = "firn container run NAME -- COMMAND [ARGUMENT...]",
    description = "Run a command in a container, as root; its exit code is this command's.")
final class ContainerRun implements Callable<Integer> {
  @ParentCommand ContainerCommand container;

  @Parameters(index = "0", paramLabel = "NAME", description = "The container.")
  String name;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments.")
  List<String> command = new ArrayList<>();

  @Unmatched List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    List<String> whole = new ArrayList<>(command);
    if (!options.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + options.getFirst() + "' is not an option of firn container run",
          "options of the command to run come after --");
    }
    if (whole.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "which command shall run in " + name + "?",
          "firn container run " + name + " -- COMMAND; a shell is firn container root-login");
    }
    return container.inside(name, whole);
  }
}
