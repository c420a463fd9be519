package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store ls}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    description = "List what a path of the store holds.")
final class StoreLs extends StoreAction {
  @Option(
      names = {"-l", "--long"},
      description = "Modes and sizes, too.")
  boolean longer;

  @Option(
      names = {"-R", "--recursive"},
      description = "All that is below, too.")
  boolean recursive;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Parameters(paramLabel = "PATH", description = "A path in the store, or below one.")
  String path = "";

  StoreLs(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    Listing listing = new Listing(ObjectFile.in(session, path));
    if (json) {
      terminal.print(Json.pretty(listing.json(recursive)));
    } else {
      listing.lines(longer, recursive).forEach(terminal::print);
    }
    return ExitCode.DONE;
  }
}
