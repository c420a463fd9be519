package firn.eval.error;

/** A name is not defined where it is used. */
public final class UndefinedVariableException extends EvalException {
  private static final long serialVersionUID = 1L;

  public UndefinedVariableException(String message) {
    super(message);
  }

  @Override
  protected EvalException blank() {
    return new UndefinedVariableException(sentence());
  }
}
