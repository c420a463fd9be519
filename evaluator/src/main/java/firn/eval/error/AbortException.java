package firn.eval.error;

/** What {@code builtins.abort} throws. */
public final class AbortException extends EvalException {
  private static final long serialVersionUID = 1L;

  public AbortException(String message) {
    super(message);
  }

  @Override
  protected EvalException blank() {
    return new AbortException(sentence());
  }
}
