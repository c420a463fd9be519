package firn.eval.value;

/** What an unevaluated thunk runs. */
public abstract class Code {

  /**
   * Computes the value.
   *
   * @param payload what was given to the thunk together with this code
   * @return never a thunk
   */
  protected abstract Value run(Object payload);
}
