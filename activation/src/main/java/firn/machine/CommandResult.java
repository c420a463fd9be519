package firn.machine;

import java.util.List;

/**
 * How a command ended.
 *
 * @param exitCode its exit code; 124 if it was ended because its time was up
 */
public record CommandResult(List<String> command, int exitCode, String output, String errors) {
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The last line the command complained with, fit to be shown, or its exit code. */
  public String complaint() {
    String text = errors.isBlank() ? output : errors;
    String last = text.strip();
    last = Printable.of(last.substring(last.lastIndexOf('\n') + 1));
    return exitCode == 124
        ? command.getFirst() + " did not end in time"
        : last.isEmpty() ? command.getFirst() + " ended with code " + exitCode : last;
  }
}
