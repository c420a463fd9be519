package firn.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where the process starts: finds the command, runs it, and turns what went wrong into a message
 * and an exit code.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    if (arguments.length == 1 && arguments[0].equals("--train")) {
      Training.run(terminal);
      return;
    }
    int code = run(System.getProperty("firn.name", "firn"), arguments, terminal);
    terminal.out().flush();
    System.exit(code);
  }

  /** Runs a command as the process would, without ending it. */
  static int run(String name, String[] given, Terminal terminal) {
    String[] arguments = name.equals("nix") ? Nix.arguments(given) : given;
    CommandLine commandLine =
        switch (name) {
          case "nix-instantiate" -> new CommandLine(new NixInstantiate(terminal));
          case "nix-env" -> new CommandLine(new NixEnv(terminal));
          case "nixos-rebuild" -> new CommandLine(new NixosRebuild(terminal));
          default -> FirnCommand.commandLine(terminal, arguments);
        };
    commandLine.setOverwrittenOptionsAllowed(true);
    boolean showTrace = showsTrace(arguments);
    commandLine.setExecutionExceptionHandler((problem, line, result) ->
        new Problems(terminal, showTrace, name.startsWith("nix") && !name.startsWith("nixos"))
            .report(problem));
    commandLine.setParameterExceptionHandler((problem, args) -> usage(problem, terminal));
    return commandLine.execute(arguments);
  }

  /** Whether traces are shown whole: the last that is said of it counts. */
  private static boolean showsTrace(String[] arguments) {
    List<String> all = List.of(arguments);
    return all.lastIndexOf("--show-trace") > all.lastIndexOf("--no-show-trace");
  }

  private static int usage(ParameterException problem, Terminal terminal) {
    terminal.say(terminal.coloured(31, "error:") + " " + problem.getMessage());
    terminal.say(
        "       try '" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }
}
