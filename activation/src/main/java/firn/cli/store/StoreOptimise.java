package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.local.Optimiser;
import picocli.CommandLine.Command;

/** {@code firn store optimise}. */
@Command(
    name = "optimise",
    mixinStandardHelpOptions = true,
    description = "Make equal files of the store one file with many names.")
final class StoreOptimise extends StoreAction {

  StoreOptimise(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    Optimiser.Saved saved = new Optimiser(session.store()).optimise();
    terminal.say(
        "%d files became names of others, which freed %s"
            .formatted(saved.files(), Sizes.text(saved.bytes())));
    return ExitCode.DONE;
  }
}
