package firn.eval.error;

/** A value needs itself. */
public final class InfiniteRecursionException extends EvalException {
  private static final long serialVersionUID = 1L;

  public InfiniteRecursionException() {
    super("infinite recursion encountered");
  }
}
