package firn.store.build;

/**
 * A build that failed for a reason the user can act on: one sentence, without the derivation's
 * name, which the caller adds.
 */
public final class BuildException extends Exception {
  private static final long serialVersionUID = 1L;

  public BuildException(String message) {
    super(message);
  }

  public BuildException(String message, Throwable cause) {
    super(message, cause);
  }
}
