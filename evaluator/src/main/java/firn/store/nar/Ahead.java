package firn.store.nar;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinTask;

/**
 * Work that other processors may do before its result is needed. Results come in the order in which
 * the work was given; what nobody has begun by then is done by who asks. Used by one thread.
 */
final class Ahead<T> implements AutoCloseable {
  /** A piece of work. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** A failure waits for whoever asks for the result. */
  private sealed interface Outcome<T> {
    record Good<T>(T result) implements Outcome<T> {}

    record Bad<T>(IOException failure) implements Outcome<T> {}
  }

  private final Deque<ForkJoinTask<Outcome<T>>> pending = new ArrayDeque<>();

  /** How many results nobody has asked for yet. */
  int size() {
    return pending.size();
  }

  void give(Work<T> work) {
    pending.add(ForkJoinTask.adapt(() -> outcome(work)).fork());
  }

  private static <T> Outcome<T> outcome(Work<T> work) {
    try {
      return new Outcome.Good<>(work.run());
    } catch (IOException e) {
      return new Outcome.Bad<>(e);
    }
  }

  /** The oldest result. */
  T take() throws IOException {
    return switch (pending.remove().join()) {
      case Outcome.Good<T>(T result) -> result;
      case Outcome.Bad<T>(IOException failure) -> throw failure;
    };
  }

  /** Waits for all work and drops its results: nothing of it goes on afterwards. */
  @Override
  public void close() {
    // Cancelling would not wait for what is being done.
    pending.forEach(ForkJoinTask::quietlyJoin);
    pending.clear();
  }
}
