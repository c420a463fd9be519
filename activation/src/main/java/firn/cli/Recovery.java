package firn.cli;

import firn.apply.Switch;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends a switch that a crash or a loss of power cut off, before another is begun. */
final class Recovery {
  private Recovery() {}

  static void of(Machine machine, Function<String, Path> store, Terminal terminal)
      throws IOException {
    Switch.@Nullable Recovery recovered =
        Switch.recover(machine, store, new StepProgress(terminal));
    if (recovered == null) {
      return;
    }
    if (!recovered.problems().isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_UNDONE,
          "an interrupted switch could not be undone: " + String.join("; ", recovered.problems()),
          "mend that and run the command again");
    }
    terminal.say(
        "an interrupted switch was "
            + (recovered.finished() ? "completed" : "undone")
            + "; in force is "
            + (recovered.system() == null ? "no system" : recovered.system()));
  }
}
