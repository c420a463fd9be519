package firn.eval.error;

/** What {@code builtins.throw} throws, and what {@code tryEval} treats alike. */
public final class ThrownException extends EvalException {
  private static final long serialVersionUID = 1L;

  public ThrownException(String message) {
    super(message);
  }

  @Override
  protected EvalException blank() {
    return new ThrownException(sentence());
  }

  @Override
  public boolean isCatchable() {
    return true;
  }
}
