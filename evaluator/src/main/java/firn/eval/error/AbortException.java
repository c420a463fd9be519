package firn.eval.error;

/** What {@code builtins.abort} throws. */
public final class AbortException extends EvalException {
  private static final long serialVersionUID = 1L;

  public AbortException(String message) {
    super(message);
  }
}
