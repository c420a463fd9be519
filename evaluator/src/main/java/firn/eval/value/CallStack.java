package firn.eval.value;

import firn.eval.error.DepthException;
import firn.eval.error.EvalException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of one thread that evaluates: how deep its calls nest, and which thunk of another
 * thread it waits for. It also stands for the thread in the claims of thunks.
 */
public final class CallStack {
  /** How deep calls may nest where nothing else is said. */
  public static final int DEFAULT_MAX_DEPTH = 10_000;

  private static final ThreadLocal<CallStack> FOREIGN =
      ThreadLocal.withInitial(() -> new CallStack(DEFAULT_MAX_DEPTH));

  /** Calls in progress. */
  public int depth;

  /** The largest depth allowed. */
  public int maxDepth;

  /** The function a pending tail call enters; see {@link TailCall}. */
  public @Nullable NixFunction tailFunction;

  /** The argument of a pending tail call. */
  public @Nullable Value tailArgument;

  /** The lists that come before the value of a pending tail call. */
  public @Nullable ListPrefix tailPrefix;

  volatile @Nullable Thunk waitingFor;

  private @Nullable Object[] noted = new @Nullable Object[CallProfile.ON ? 1024 : 0];
  private int notedCount;

  public CallStack(int maxDepth) {
    this.maxDepth = maxDepth;
    if (CallProfile.ON) {
      CallProfile.register(this);
    }
  }

  /** That of the current thread. */
  public static CallStack current() {
    return Thread.currentThread() instanceof EvalThread t ? t.stack : FOREIGN.get();
  }

  /** Begins a call; {@link #leave} ends it, however it ends. */
  public void enter() {
    if (depth > maxDepth) {
      throw tooDeep();
    }
    depth++;
  }

  /** Ends a call. */
  public void leave() {
    depth--;
  }

  /**
   * Notes a call for {@link CallProfile}; {@link #forget} ends it.
   *
   * @param call what shows it by its {@code toString}
   */
  public void note(Object call) {
    if (notedCount == noted.length) {
      noted = Arrays.copyOf(noted, notedCount * 2);
    }
    noted[notedCount++] = call;
  }

  /** The last call noted is over. */
  public void forget() {
    notedCount--;
  }

  @Nullable Object[] noted() {
    return noted;
  }

  int notedCount() {
    return notedCount;
  }

  /** The error for calls that nest too deep. */
  public static EvalException tooDeep() {
    return new DepthException();
  }
}
