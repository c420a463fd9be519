package firn.cli.rebuild;

import firn.apply.ActivationException;
import firn.apply.Progress;
import firn.plan.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes an end of the process that is asked for (Ctrl-C, a closed terminal, {@code kill}) wait
 * until what a switch began has been taken back.
 */
public final class Interruption implements Progress, AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private final Progress told;
  private final Thread main = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean asked;
  private volatile boolean undoing;

  public Interruption(Progress told) {
    this.told = told;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    asked = true;
    if (!undoing) {
      main.interrupt();
    }
    try {
      if (!done.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        told.note("not waiting any longer; the next call of firn ends what was begun");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void begun(Step step) {
    told.begun(step);
  }

  @Override
  public void note(String line) {
    told.note(line);
  }

  @Override
  public void undoing() {
    undoing = true;
    Thread.interrupted();
    told.undoing();
  }

  @Override
  public void checkpoint() {
    told.checkpoint();
    if (asked && !undoing) {
      throw new ActivationException("interrupted");
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook has run or runs, and may now go on.
      return;
    }
  }
}
