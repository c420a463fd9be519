package firn.cli;

import firn.cli.container.ContainerCommand;
import firn.cli.declare.Declarations;
import firn.cli.nix.Nix;
import firn.cli.nix.NixAnswer;
import firn.cli.nix.NixArguments;
import firn.cli.nix.NixBuild;
import firn.cli.nix.NixCollectGarbage;
import firn.cli.nix.NixEnv;
import firn.cli.nix.NixExitCode;
import firn.cli.nix.NixInstantiate;
import firn.cli.nix.NixStore;
import firn.cli.nix.NixosRebuild;
import firn.machine.Handover;
import firn.store.fetch.HttpClients;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where the process starts: finds the command, runs it, and turns what went wrong into a message
 * and an exit code.
 */
public final class Main {
  /** The commands that know one exit code for all that goes wrong but builds. */
  private static final Set<String> NIX_COMMANDS =
      Set.of("nix", "nix-build", "nix-collect-garbage", "nix-store");

  /** What a JVM answers whose main thread ended by an exception. */
  private static final int FAILED_BY_EXCEPTION = 1;

  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    if (arguments.length == 2 && arguments[0].equals("--train")) {
      Training.run(arguments[1], terminal);
      HttpClients.end(); // as every command does, so that this is in the cache too
      end(ExitCode.DONE);
      return;
    }
    String name = System.getProperty("firn.name", "firn");
    Readiness.begin(name, arguments);
    int code = run(name, arguments, terminal);
    terminal.out().flush();
    HttpClients.end();
    end(code);
  }

  /**
   * Ends the process. {@code System.exit} first asks each archive on the class path for a logger to
   * tell of it; so a process whose other threads have ended just comes to its end, which by an
   * exception makes the JVM answer 1.
   */
  private static void end(int code) {
    if (othersRun() || (code != ExitCode.DONE && code != FAILED_BY_EXCEPTION)) {
      System.exit(code);
    }
    if (code == FAILED_BY_EXCEPTION) {
      throw new Ended();
    }
  }

  /** Ends the main thread, silently: whatever was wrong has been told. */
  private static final class Ended extends RuntimeException
      implements Thread.UncaughtExceptionHandler {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("ended", null, false, false);
      Thread.currentThread().setUncaughtExceptionHandler(this);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable told) {}
  }

  /** Whether a thread is left for which the JVM would wait. */
  private static boolean othersRun() {
    Thread[] threads = new Thread[64];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
        return true;
      }
    }
    return count == threads.length;
  }

  /** Runs a command as the process would, without ending it. */
  public static int run(String name, String[] given, Terminal terminal) {
    boolean own = name.equals("nix") && NixArguments.nameOwn(given);
    String[] words =
        own ? NixArguments.ofOwn(given) : name.equals("nix") ? NixArguments.ofOthers(given) : given;
    CommandLine commandLine =
        switch (name) {
          case "nix-instantiate" -> Declarations.line(new NixInstantiate(terminal));
          case "nixos-container" ->
              Declarations.line(new ContainerCommand(terminal, null, Handover.BECOME, true))
                  .setCommandName("nixos-container");
          case "nix-store" -> Declarations.line(new NixStore(terminal));
          case "nix-build" -> Declarations.line(new NixBuild(terminal));
          case "nix-collect-garbage" -> Declarations.line(new NixCollectGarbage(terminal));
          case "nix" ->
              own ? FirnCommand.commandLine(terminal, words) : Nix.commandLine(terminal, words);
          case "nix-env" -> Declarations.line(new NixEnv(terminal));
          case "nixos-option" ->
              Declarations.line(new OptionCommand(terminal)).setCommandName("nixos-option");
          case "nixos-rebuild" -> Declarations.line(new NixosRebuild(terminal));
          default -> FirnCommand.commandLine(terminal, words);
        };
    String[] arguments =
        name.startsWith("nix") ? SettingFlags.rewritten(commandLine, words) : words;
    commandLine.setOverwrittenOptionsAllowed(true);
    boolean showTrace = showsTrace(arguments);
    Problems problems =
        new Problems(terminal, showTrace, name.startsWith("nix") && !name.startsWith("nixos"));
    commandLine.setExecutionExceptionHandler((problem, line, result) -> problems.report(problem));
    commandLine.setParameterExceptionHandler((problem, args) -> {
      CommandException refused = refusal(problem);
      return refused == null ? usage(problem, terminal) : problems.report(refused);
    });
    int code = commandLine.execute(arguments);
    boolean oneForAll = NIX_COMMANDS.contains(name) && code > 0 && code < ExitCode.BUG;
    oneForAll |= name.equals("nix") && code > 0;
    return oneForAll && !answered(commandLine) ? NixExitCode.FAILED : code;
  }

  /** Whether the code is the answer of a command whose answers have codes of their own. */
  private static boolean answered(CommandLine whole) {
    CommandLine line = whole;
    while (line.getParseResult() != null && line.getParseResult().hasSubcommand()) {
      line = line.getParseResult().subcommand().commandSpec().commandLine();
    }
    return line.getCommand() instanceof NixAnswer && line.getExecutionResult() != null;
  }

  /** Whether traces are shown whole: the last that is said of it counts. */
  private static boolean showsTrace(String[] arguments) {
    List<String> all = List.of(arguments);
    return all.lastIndexOf("--show-trace") > all.lastIndexOf("--no-show-trace");
  }

  /** What an option's own method says of its value; null if the value never got there. */
  private static @Nullable CommandException refusal(ParameterException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CommandException refused) {
        return refused;
      }
    }
    return null;
  }

  private static int usage(ParameterException problem, Terminal terminal) {
    terminal.say(terminal.coloured(31, "error:") + " " + problem.getMessage());
    terminal.say(
        "       try '" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }
}
