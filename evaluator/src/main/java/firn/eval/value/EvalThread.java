package firn.eval.value;

/** A thread for evaluation, with a machine stack large enough for the calls it may nest. */
public final class EvalThread extends Thread {
  final CallStack stack;

  /**
   * Creates one; it still has to be started.
   *
   * @param stackBytes size of the machine stack
   */
  public EvalThread(Runnable task, String name, long stackBytes, int maxDepth) {
    super(null, task, name, stackBytes, false);
    this.stack = new CallStack(maxDepth);
    setDaemon(true);
  }
}
