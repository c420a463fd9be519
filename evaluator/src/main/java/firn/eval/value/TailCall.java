package firn.eval.value;

/**
 * What a node may answer instead of a value where its value would be the value of a call: the call
 * is noted in the {@link CallStack}, and whoever asked in tail position makes it. It never reaches
 * a program.
 */
public final class TailCall extends Value {
  public static final TailCall PENDING = new TailCall();

  private TailCall() {}

  @Override
  public ValueType type() {
    throw new IllegalStateException("a pending tail call is not a value");
  }
}
