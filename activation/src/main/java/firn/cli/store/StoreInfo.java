package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Show what the store knows of paths.")
final class StoreInfo extends StoreAction {
  @Option(
      names = {"-r", "--recursive"},
      description = "All they refer to, too.")
  boolean recursive;

  @Option(
      names = {"-s", "--size"},
      description = "The size of each.")
  boolean size;

  @Option(
      names = {"-S", "--closure-size"},
      description = "The size of each with all it refers to.")
  boolean closureSize;

  @Option(names = "--human-readable", description = "Sizes for people.")
  boolean human;

  @Option(names = "--sigs", description = "The signatures of each.")
  boolean signatures;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Paths.")
  List<String> paths = new ArrayList<>();

  StoreInfo(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    List<StorePath> chosen = paths.stream().map(session::path).toList();
    PathInfoTable table = new PathInfoTable(session.store(), size, closureSize, human, signatures);
    Collection<StorePath> shown = recursive ? session.store().closure(chosen) : chosen;
    if (json) {
      terminal.print(table.json(shown));
    } else {
      table.lines(shown).forEach(terminal::print);
    }
    return ExitCode.DONE;
  }
}
