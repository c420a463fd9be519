package firn.cli;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.grammar.SyntaxException;
import firn.store.StoreException;
import java.io.IOException;
import java.nio.file.FileSystemException;
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
  static int run(String name, String[] arguments, Terminal terminal) {
    CommandLine commandLine = new CommandLine(new FirnCommand(terminal));
    commandLine.setExecutionExceptionHandler(
        (problem, command, result) -> report(problem, terminal));
    commandLine.setParameterExceptionHandler((problem, args) -> usage(problem, terminal));
    return commandLine.execute(arguments);
  }

  private static int usage(ParameterException problem, Terminal terminal) {
    terminal.say(terminal.coloured(31, "error:") + " " + problem.getMessage());
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    terminal.say("try '" + command + " --help'");
    return ExitCode.USAGE;
  }

  private static int report(Exception problem, Terminal terminal) {
    return switch (problem) {
      case CommandException known -> {
        terminal.say(terminal.coloured(31, "error:") + " " + known.getMessage());
        if (known.hint() != null) {
          terminal.say("       " + known.hint());
        }
        yield known.exitCode();
      }
      case SyntaxException syntax -> {
        terminal.say(terminal.coloured(31, "error:") + " " + syntax.getMessage());
        yield ExitCode.EXPRESSION;
      }
      case EvalException wrong -> {
        terminal.say(terminal.coloured(31, "error:") + " " + Bytes.toUnicode(wrong.sentence()));
        if (wrong.place() != null) {
          terminal.say("       at " + wrong.place());
        }
        yield ExitCode.EXPRESSION;
      }
      case StoreException store -> {
        terminal.say(terminal.coloured(31, "error:") + " " + store.getMessage());
        yield ExitCode.BUILD;
      }
      case FileSystemException file -> {
        terminal.say(terminal.coloured(31, "error:") + " " + fileProblem(file));
        yield ExitCode.EXPRESSION;
      }
      case IOException io -> {
        terminal.say(terminal.coloured(31, "error:") + " " + io.getMessage());
        yield ExitCode.BUILD;
      }
      default -> {
        terminal.say(
            terminal.coloured(31, "bug in firn:")
                + " please report this, with the command that led to it");
        problem.printStackTrace(terminal.err());
        yield ExitCode.BUG;
      }
    };
  }

  private static String fileProblem(FileSystemException problem) {
    String reason =
        switch (problem) {
          case java.nio.file.NoSuchFileException gone -> "does not exist";
          case java.nio.file.AccessDeniedException denied ->
              "may not be read or written by this user";
          default -> problem.getReason() == null ? "cannot be used" : problem.getReason();
        };
    return "'" + problem.getFile() + "' " + reason;
  }
}
