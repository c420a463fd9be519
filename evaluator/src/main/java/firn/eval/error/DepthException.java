package firn.eval.error;

/** Calls, or data that is walked, nest deeper than allowed. */
public final class DepthException extends EvalException {
  private static final long serialVersionUID = 1L;

  public DepthException() {
    super("stack overflow; max-call-depth exceeded");
  }

  @Override
  protected EvalException blank() {
    return new DepthException();
  }
}
