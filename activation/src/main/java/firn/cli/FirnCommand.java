package firn.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
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
    })
final class FirnCommand implements Runnable {
  /**
   * The subcommands by name. Making one costs more than most of them take, so only those needed are
   * made.
   */
  private static final Map<String, Supplier<Object>> SUBCOMMANDS = subcommands();

  private final Terminal terminal;

  @Spec CommandSpec spec;

  FirnCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  private static Map<String, Supplier<Object>> subcommands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("build", BuildCommand::new);
    commands.put("compat", CompatCommand::new);
    commands.put("eval", EvalCommand::new);
    commands.put("flake", FlakeCommand::new);
    commands.put("option", OptionCommand::new);
    commands.put("parse", ParseCommand::new);
    commands.put("rebuild", RebuildCommand::new);
    commands.put("repl", ReplCommand::new);
    commands.put("run", RunCommand::new);
    return commands;
  }

  /**
   * A command line that understands {@code arguments}: with the subcommand they start with, or with
   * all of them.
   */
  static CommandLine commandLine(Terminal terminal, String[] arguments) {
    CommandLine line = new CommandLine(new FirnCommand(terminal));
    Supplier<Object> named = arguments.length == 0 ? null : SUBCOMMANDS.get(arguments[0]);
    if (named == null) {
      SUBCOMMANDS.forEach((name, command) -> line.addSubcommand(name, command.get()));
    } else {
      line.addSubcommand(arguments[0], named.get());
    }
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
