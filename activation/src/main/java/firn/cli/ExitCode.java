package firn.cli;

/** What a command's exit code says; the table in the user manual. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The user's expression or configuration is wrong. */
  public static final int EXPRESSION = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /**
   * A build or a fetch failed, or the machine lacks what the command needs; nothing was changed.
   */
  public static final int BUILD = 3;

  /** Activation failed and was undone. */
  public static final int UNDONE = 4;

  /** Activation failed and could not be undone; the message holds the recovery command. */
  public static final int NOT_UNDONE = 5;

  /** A bug in Firn. */
  public static final int BUG = 70;

  /** Nix's code for what does not match its hash. */
  public static final int NIX_MISMATCH = 102;

  /** Interrupted by the user. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
