package firn.apply;

/** A switch that cannot go on: one sentence that names the machine and the thing. */
public final class ActivationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ActivationException(String message) {
    super(message, null, false, false);
  }

  public ActivationException(String message, Throwable cause) {
    super(message, cause);
  }
}
