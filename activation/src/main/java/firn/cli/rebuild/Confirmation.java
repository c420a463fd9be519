package firn.cli.rebuild;

import firn.apply.Recovery;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.machine.HostMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks whether the machine can still be reached after a switch. */
final class Confirmation {
  private Confirmation() {}

  /**
   * Waits until the person at the terminal confirms, another session does, or the time is up.
   *
   * @param until when it is, in seconds since 1970
   */
  static int await(HostMachine host, Function<String, Path> store, long until, Terminal terminal)
      throws IOException {
    terminal.say(
        "the switch is undone in %d s unless confirmed: type yes here, or run 'firn rebuild confirm'"
            .formatted(until - Instant.now().getEpochSecond()));
    if (System.console() == null) {
      return ExitCode.DONE;
    }
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      while (Instant.now().getEpochSecond() < until) {
        if (input.ready()) {
          String line = input.readLine();
          if (line == null) {
            return ExitCode.DONE;
          }
          if (line.strip().equals("yes")) {
            return tell(Recovery.confirm(host, store, new StepProgress(terminal)), terminal);
          }
        }
        if (Recovery.awaited(host.files()) == null) {
          break;
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
    return undo(host, store, terminal);
  }

  private static int undo(HostMachine host, Function<String, Path> store, Terminal terminal)
      throws IOException {
    Recovery recovered;
    try {
      recovered = Recovery.of(host, store, new StepProgress(terminal));
    } catch (IOException e) {
      terminal.say("the switch is being ended by another process: " + e.getMessage());
      return ExitCode.UNDONE;
    }
    if (recovered != null && !recovered.problems().isEmpty()) {
      Recoverer.tell(recovered, terminal);
    }
    if (recovered == null) {
      terminal.say("the switch was confirmed or undone from elsewhere");
      return ExitCode.DONE;
    }
    terminal.say(terminal.coloured(31, "error:") + " the switch was not confirmed and was undone");
    return ExitCode.UNDONE;
  }

  /** Tells how a confirmation ended. */
  static int tell(@Nullable Recovery ended, Terminal terminal) {
    if (ended == null) {
      throw new CommandException(
          ExitCode.EXPRESSION, "no switch of this machine waits to be confirmed", null);
    }
    terminal.say("confirmed; in force is " + ended.system());
    return ExitCode.DONE;
  }
}
