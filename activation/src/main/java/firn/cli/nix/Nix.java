package firn.cli.nix;

import firn.cli.LogCommand;
import firn.cli.Terminal;
import firn.cli.declare.Declarations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nix}. */
@Command(
    name = "nix",
    mixinStandardHelpOptions = true,
    versionProvider = NixVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "The subcommands of Nix's command of that name that Firn knows.")
public final class Nix implements Runnable {
  private static final Map<String, Function<Terminal, Object>> SUBCOMMANDS = subcommands();

  @Spec CommandSpec spec;

  private static Map<String, Function<Terminal, Object>> subcommands() {
    Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
    commands.put("build", NixCommandBuild::new);
    commands.put("copy", NixCommandCopy::new);
    commands.put("hash", NixCommandHash::commandLine);
    commands.put("key", NixCommandKey::commandLine);
    commands.put("log", LogCommand::new);
    commands.put("nar", NixCommandNar::commandLine);
    commands.put("path-info", NixCommandPathInfo::new);
    commands.put("store", NixCommandStore::commandLine);
    commands.put("why-depends", NixCommandWhyDepends::new);
    return commands;
  }

  /** The command, with the subcommand that the arguments name, or all of them. */
  public static CommandLine commandLine(Terminal terminal, String[] arguments) {
    CommandLine line = Declarations.line(new Nix());
    @Nullable String named = null;
    for (String argument : arguments) {
      if (SUBCOMMANDS.containsKey(argument)) {
        named = argument;
        break;
      }
    }
    for (Map.Entry<String, Function<Terminal, Object>> one : SUBCOMMANDS.entrySet()) {
      if (named == null || named.equals(one.getKey())) {
        Declarations.add(line, one.getKey(), one.getValue().apply(terminal));
      }
    }
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no subcommand specified");
  }
}
