package firn.cli.nix;

import firn.cli.Terminal;
import firn.cli.store.StoreCommand;
import picocli.CommandLine;

/** {@code nix store}, which is {@code firn store} with the names Nix gives its actions. */
final class NixCommandStore {
  private NixCommandStore() {}

  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = StoreCommand.commandLine(terminal);
    alias(line, "add", "add-path");
    alias(line, "gc", "collect-garbage");
    return line;
  }

  private static void alias(CommandLine line, String known, String name) {
    CommandLine action = line.getSubcommands().get(known);
    if (action != null) {
      line.addSubcommand(name, action);
    }
  }
}
