package firn.modules.option;

import firn.eval.error.InfiniteRecursionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something of the engine's that is computed when it is first asked for, as a thunk is for values.
 *
 * <p>A computation that asks for itself has found infinite recursion. Two threads that ask at once
 * may both compute; the results are equal, and the first to finish is kept. A failed computation is
 * repeated when it is asked for again.
 */
public final class Lazy<T> {
  private @Nullable Supplier<? extends T> compute;
  private volatile @Nullable T value;
  private volatile @Nullable Thread running;

  private Lazy(Supplier<? extends T> compute) {
    this.compute = compute;
  }

  public static <T> Lazy<T> of(Supplier<? extends T> compute) {
    return new Lazy<>(compute);
  }

  /**
   * The value, computed now if it is not known.
   *
   * @throws InfiniteRecursionException if this thread is computing it already
   */
  public T get() {
    T known = value;
    if (known != null) {
      return known;
    }
    Supplier<? extends T> code = compute;
    if (code == null) {
      return get();
    }
    Thread me = Thread.currentThread();
    if (running == me) {
      throw new InfiniteRecursionException();
    }
    running = me;
    try {
      T result = code.get();
      value = result;
      compute = null;
      return result;
    } finally {
      running = null;
    }
  }
}
