package firn.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code firn}. */
@Command(
    name = "firn",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Declarative hosts and containers, read from the Nix language, applied as one transaction.",
    footer = {
      "",
      "Exit codes: 0 done, 1 the expression or configuration is wrong, 2 usage, 3 build or fetch failed,",
      "4 activation failed and was undone, 5 activation failed and could not be undone, 70 a bug in Firn."
    },
    subcommands = {
      BuildCommand.class,
      CompatCommand.class,
      EvalCommand.class,
      OptionCommand.class,
      ParseCommand.class,
      RebuildCommand.class
    })
final class FirnCommand implements Runnable {
  private final Terminal terminal;

  @Spec CommandSpec spec;

  FirnCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
