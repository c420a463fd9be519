package firn.eval.error;

/** A failed {@code assert}. */
public final class AssertionException extends EvalException {
  private static final long serialVersionUID = 1L;

  public AssertionException(String message) {
    super(message);
  }

  @Override
  protected EvalException blank() {
    return new AssertionException(sentence());
  }

  @Override
  public boolean isCatchable() {
    return true;
  }
}
