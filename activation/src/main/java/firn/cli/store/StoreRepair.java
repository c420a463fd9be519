package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code firn store repair}. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = "Fetch or build paths again, in the place of what is there.")
final class StoreRepair extends StoreAction {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Paths to repair.")
  List<String> paths = new ArrayList<>();

  StoreRepair(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws InterruptedException {
    for (String path : paths) {
      StorePath repaired = session.path(path);
      session.repairer().repair(repaired);
      terminal.print(repaired.toString());
    }
    return ExitCode.DONE;
  }
}
