package firn.eval.error;

/** A value needs itself. */
public final class InfiniteRecursionException extends EvalException {
  private static final long serialVersionUID = 1L;

  private final transient Object value;

  /**
   * @param value what needs itself
   */
  public InfiniteRecursionException(Object value) {
    super("infinite recursion encountered");
    this.value = value;
  }

  /** For code outside the language that has found a circle by itself. */
  public InfiniteRecursionException() {
    this(new Object());
  }

  @Override
  protected EvalException blank() {
    return new InfiniteRecursionException(value);
  }

  /** Whether {@code candidate} is the value that needs itself. */
  public boolean isAbout(Object candidate) {
    return value == candidate;
  }
}
