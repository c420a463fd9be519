package firn.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command that cannot go on for a reason the user can act on: a sentence, a remedy where there is
 * one, and the exit code.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final @Nullable String hint;

  public CommandException(int exitCode, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  public int exitCode() {
    return exitCode;
  }

  public @Nullable String hint() {
    return hint;
  }
}
