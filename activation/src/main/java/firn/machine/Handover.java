package firn.machine;

import java.io.IOException;
import java.util.List;

/** Gives a person's terminal to another program. */
@FunctionalInterface
public interface Handover {
  /**
   * This process becomes the program, so that its exit code, and the signal it may end by, are this
   * command's own, and nothing stands between it and the terminal.
   */
  Handover BECOME =
      command -> {
        throw Kernel.execute(command);
      };

  /**
   * Runs a command line to its end.
   *
   * @return its exit code, where this process is still there to tell
   * @throws IOException if it cannot be started
   */
  int run(List<String> command) throws IOException;
}
