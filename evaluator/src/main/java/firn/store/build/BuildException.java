package firn.store.build;

/**
 * A build that failed for a reason the user can act on: one sentence, without the derivation's
 * name, which the caller adds.
 */
public final class BuildException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Ways to fail that callers tell apart. */
  public enum Kind {
    /** The builder failed, or could not be run. */
    FAILED,
    /** It cannot be built here, or what the builder made may not be. */
    REJECTED,
    /** It took too long, or was silent for too long. */
    TIMED_OUT,
    /** A fixed output has other contents than its derivation says. */
    HASH_MISMATCH,
    /** A second build gave something else than the first. */
    NOT_DETERMINISTIC
  }

  private final Kind kind;

  public BuildException(String message) {
    this(Kind.FAILED, message);
  }

  public BuildException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What the derivation asks for, or what was made of it, may not be. */
  static BuildException rejected(String message) {
    return new BuildException(Kind.REJECTED, message);
  }

  public BuildException(String message, Throwable cause) {
    super(message, cause);
    this.kind = Kind.FAILED;
  }

  public Kind kind() {
    return kind;
  }
}
