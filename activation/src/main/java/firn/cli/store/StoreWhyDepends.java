package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.query.WhyDepends;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store why-depends}. */
@Command(
    name = "why-depends",
    mixinStandardHelpOptions = true,
    description = "Show how one path comes to have another in its closure.")
final class StoreWhyDepends extends StoreAction {
  @Parameters(index = "0", paramLabel = "FROM", description = "The path whose closure is meant.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The path that is in it.")
  String to = "";

  @Option(
      names = "--precise",
      description = "Name every file that holds the reference, not only the first.")
  boolean precise;

  StoreWhyDepends(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    LocalStore store = session.store();
    StorePath start = session.path(from);
    StorePath end = session.path(to);
    List<StorePath> chain = WhyDepends.chain(store, start, end).orElse(List.of());
    if (chain.isEmpty()) {
      terminal.say("'" + start + "' does not depend on '" + end + "'");
      return ExitCode.EXPRESSION;
    }
    terminal.print(chain.getFirst().toString());
    for (int i = 1; i < chain.size(); i++) {
      String indent = "    ".repeat(i - 1);
      List<WhyDepends.Place> places = WhyDepends.places(store, chain.get(i - 1), chain.get(i));
      for (WhyDepends.Place place : precise ? places : places.stream().limit(1).toList()) {
        String file = place.file().isEmpty() ? "" : place.file() + ": ";
        String arrow = place.link() ? "-> " : "";
        terminal.print(indent + "  " + file + "…" + arrow + place.excerpt() + "…");
      }
      terminal.print(indent + "└───" + chain.get(i));
    }
    return ExitCode.DONE;
  }
}
