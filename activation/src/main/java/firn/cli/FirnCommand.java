package firn.cli;

import firn.cli.container.ContainerCommand;
import firn.cli.declare.Declarations;
import firn.cli.flake.FlakeCommand;
import firn.cli.image.ImageCommand;
import firn.cli.pkgs.PkgsCommand;
import firn.cli.rebuild.RebuildCommand;
import firn.cli.repl.ReplCommand;
import firn.cli.store.StoreCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code firn}. */
@Command(
    name = "firn",
    addMethodSubcommands = false,
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
public final class FirnCommand implements Runnable {
  /**
   * The subcommands by name. Making one costs more than most of them take, so only those needed are
   * made.
   */
  private static final Map<String, Function<Terminal, Object>> SUBCOMMANDS = subcommands();

  private final Terminal terminal;

  @Spec CommandSpec spec;

  FirnCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  public Terminal terminal() {
    return terminal;
  }

  private static Map<String, Function<Terminal, Object>> subcommands() {
    Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
    commands.put("build", terminal -> new BuildCommand());
    commands.put("compat", terminal -> new CompatCommand());
    commands.put("container", terminal -> new ContainerCommand());
    commands.put("eval", terminal -> new EvalCommand());
    commands.put("flake", terminal -> new FlakeCommand());
    commands.put("fmt", terminal -> new FmtCommand());
    commands.put("image", terminal -> new ImageCommand());
    commands.put("log", LogCommand::new);
    commands.put("option", terminal -> new OptionCommand());
    commands.put("options", terminal -> new OptionsCommand());
    commands.put("parse", terminal -> new ParseCommand());
    commands.put("pkgs", terminal -> new PkgsCommand());
    commands.put("rebuild", terminal -> new RebuildCommand());
    commands.put("repl", terminal -> new ReplCommand());
    commands.put("run", terminal -> new RunCommand());
    commands.put("store", StoreCommand::commandLine);
    return commands;
  }

  /**
   * A command line that understands {@code arguments}: with the subcommands that its first two
   * words name, or with all there are.
   */
  static CommandLine commandLine(Terminal terminal, String[] arguments) {
    CommandLine line = Declarations.line(new FirnCommand(terminal));
    @Nullable Function<Terminal, Object> named =
        arguments.length == 0 ? null : SUBCOMMANDS.get(arguments[0]);
    if (named == null) {
      SUBCOMMANDS.forEach((name, command) -> Declarations.add(line, name, command.apply(terminal)));
    } else {
      Object command = named.apply(terminal);
      boolean narrow = arguments.length > 1 && !(command instanceof CommandLine);
      Declarations.add(
          line, arguments[0], narrow ? Declarations.line(command, arguments[1]) : command);
    }
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
