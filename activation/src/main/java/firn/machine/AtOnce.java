package firn.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with several machines at once, and waits for all of them. */
public final class AtOnce {
  private AtOnce() {}

  /** What is done with each. */
  @FunctionalInterface
  public interface Action<T> {
    void on(T item) throws IOException;
  }

  /**
   * Does it.
   *
   * @throws IOException the first problem in the order of the items; the others are added to it
   */
  public static <T> void each(Collection<? extends T> items, Action<T> action) throws IOException {
    if (items.size() < 2) {
      for (T item : items) {
        action.on(item);
      }
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    Throwable problem = null;
    // Not virtual ones: the thread that waits for their sockets holds up the end of the process by
    // 300 ms.
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
      for (T item : items) {
        running.add(
            threads.submit(() -> {
              action.on(item);
              return null;
            }));
      }
      for (Future<?> one : running) {
        try {
          one.get();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          if (problem == null) {
            problem = cause;
          } else if (problem != cause) {
            problem.addSuppressed(cause);
          }
        }
      }
    } catch (InterruptedException e) {
      running.forEach(one -> one.cancel(true));
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    switch (problem) {
      case null -> {}
      case IOException io -> throw io;
      case RuntimeException runtime -> throw runtime;
      case Error error -> throw error;
      default -> throw new IllegalStateException(problem);
    }
  }
}
