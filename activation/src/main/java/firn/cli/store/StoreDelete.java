package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.local.GarbageCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code firn store delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Delete paths that nothing uses.")
final class StoreDelete extends StoreAction {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Paths to delete.")
  List<String> paths = new ArrayList<>();

  StoreDelete(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    Set<StorePath> chosen = new TreeSet<>();
    paths.forEach(path -> chosen.add(session.path(path)));
    GarbageCollector.Collected collected = new GarbageCollector(session.store()).delete(chosen);
    collected.paths().forEach(path -> terminal.print(path.toString()));
    terminal.say(
        "%d %s deleted, %s freed"
            .formatted(
                collected.paths().size(),
                collected.paths().size() == 1 ? "path" : "paths",
                Sizes.text(collected.bytes())));
    return ExitCode.DONE;
  }
}
