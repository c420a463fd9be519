package firn.eval.error;

/** A value has the wrong type. */
public final class TypeException extends EvalException {
  private static final long serialVersionUID = 1L;

  public TypeException(String message) {
    super(message);
  }

  @Override
  protected EvalException blank() {
    return new TypeException(sentence());
  }
}
