package firn.cli.rebuild;

import firn.apply.Recovery;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.machine.HostMachine;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Ends a switch that a crash or a loss of power cut off. */
final class Recoverer {
  private Recoverer() {}

  /** Before another switch is begun; one that waits to be confirmed is not ended. */
  static void beforeSwitch(HostMachine host, Function<String, Path> store, Terminal terminal)
      throws IOException {
    if (Recovery.awaited(host.files()) != null) {
      throw new CommandException(
          ExitCode.UNDONE,
          "a switch of this machine waits to be confirmed",
          "run 'firn rebuild confirm', or 'firn rebuild recover' to take it back");
    }
    of(host, store, terminal);
  }

  /** Ends it and tells how; nothing to end is fine. Answers whether there was anything. */
  static boolean of(Machine machine, Function<String, Path> store, Terminal terminal)
      throws IOException {
    Recovery recovered = Recovery.of(machine, store, new StepProgress(terminal));
    if (recovered == null) {
      return false;
    }
    tell(recovered, terminal);
    return true;
  }

  static void tell(Recovery recovered, Terminal terminal) {
    if (!recovered.problems().isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_UNDONE,
          "an interrupted switch could not be undone: " + String.join("; ", recovered.problems()),
          "mend that and run 'firn rebuild recover'");
    }
    terminal.say(
        "an interrupted switch was "
            + (recovered.finished() ? "completed" : "undone")
            + "; in force is "
            + (recovered.system() == null ? "no system" : recovered.system()));
  }
}
