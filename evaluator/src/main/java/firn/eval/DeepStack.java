package firn.eval;

import firn.eval.error.EvalException;
import firn.eval.value.EvalThread;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs work on a thread with a large machine stack. Only what is used of it takes memory. */
final class DeepStack {
  /** More than the calls of one level of the language need, compiled or not. */
  private static final long BYTES_PER_CALL = 16 * 1024;

  private static final long SMALLEST = 512L << 20;
  private static final long LARGEST = 64L << 30;

  private DeepStack() {}

  static <T> T run(Supplier<T> work, int maxDepth) {
    if (Thread.currentThread() instanceof EvalThread) {
      return work.get();
    }
    Outcome<T> outcome = new Outcome<>();
    long stack = Math.clamp(maxDepth * BYTES_PER_CALL, SMALLEST, LARGEST);
    EvalThread thread = new EvalThread(() -> outcome.of(work), "evaluation", stack, maxDepth);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome.get();
  }

  private static final class Outcome<T> {
    private @Nullable T result;
    private @Nullable Throwable failure;

    void of(Supplier<T> work) {
      try {
        result = work.get();
      } catch (StackOverflowError e) {
        failure = new EvalException("stack overflow (possible infinite recursion)");
      } catch (OutOfMemoryError e) {
        // The work is over and what it held is free again.
        failure = new EvalException("out of memory: the expression needs more than there is");
      } catch (Throwable t) {
        failure = t;
      }
    }

    @SuppressWarnings("NullAway") // What the work gave may be null where T allows it.
    T get() {
      if (failure == null) {
        return result;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      throw new IllegalStateException(failure);
    }
  }
}
