package firn.eval;

import firn.eval.code.Program;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Parses and compiles files on a second core before evaluation asks for them.
 *
 * <p>What is compiled lists the modules that will most likely be imported; those are read in that
 * order. A file that cannot be read or compiled is left alone: evaluation does it again if it ever
 * gets there, so that errors come when and where they always did. Nothing is evaluated ahead.
 */
final class ReadAhead {
  /** Bytes of stack: a compiler goes as deep as its text nests. */
  private static final long STACK = 64L << 20;

  /** Seconds of nothing to do after which the thread ends. */
  private static final int IDLE = 2;

  private final UnaryOperator<String> resolve;
  private final Function<String, Program> compile;
  private final boolean enabled = Runtime.getRuntime().availableProcessors() > 1;
  private final Set<String> suggested = ConcurrentHashMap.newKeySet();
  private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private final ConcurrentHashMap<String, FutureTask<Program>> programs = new ConcurrentHashMap<>();
  private final FutureTask<Program> taken = new FutureTask<>(() -> {}, null);
  private volatile @Nullable Thread reader;

  /**
   * @param resolve from a path to that of the file that importing it reads
   * @param compile from that to its program
   */
  ReadAhead(UnaryOperator<String> resolve, Function<String, Program> compile) {
    this.resolve = resolve;
    this.compile = compile;
  }

  /** A file is likely to be imported soon. */
  void suggest(String path) {
    if (enabled && suggested.add(path)) {
      waiting.add(path);
      startReader();
    }
  }

  /** Whether this is the thread that reads ahead; it must not be heard. */
  boolean isReading() {
    return Thread.currentThread() == reader;
  }

  /** The program of a file, waiting where it is being made; null if it is left to the caller. */
  @Nullable Program take(String resolved) {
    FutureTask<Program> task = enabled ? programs.put(resolved, taken) : null;
    if (task == null || task == taken) {
      return null;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      return null;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void startReader() {
    if (reader == null) {
      Thread made = new Thread(null, this::read, "read-ahead", STACK, false);
      made.setDaemon(true);
      reader = made;
      made.start();
    }
  }

  private void read() {
    while (true) {
      String path = next();
      if (path == null) {
        return;
      }
      try {
        String resolved = resolve.apply(path);
        FutureTask<Program> task = new FutureTask<>(() -> compile.apply(resolved));
        if (programs.putIfAbsent(resolved, task) == null) {
          task.run();
        }
      } catch (RuntimeException | StackOverflowError e) {
        continue; // evaluation reports it, if it needs the file
      }
    }
  }

  /** The next file; null if the thread shall end. */
  private @Nullable String next() {
    try {
      String path = waiting.poll(IDLE, java.util.concurrent.TimeUnit.SECONDS);
      if (path != null) {
        return path;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      String late = waiting.poll();
      if (late == null) {
        reader = null;
      }
      return late;
    }
  }
}
