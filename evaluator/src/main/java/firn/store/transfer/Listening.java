package firn.store.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Whether a client is still there while it waits for an answer: its stream is read ahead by one
 * byte, and where it ends the thread that works for it is interrupted.
 */
final class Listening {
  private final FutureTask<Integer> next;
  private final Thread worker = Thread.currentThread();
  private boolean works = true;
  private boolean gone;

  private Listening(InputStream in) {
    next =
        new FutureTask<>(() -> {
          int read;
          try {
            read = in.read();
          } catch (IOException e) {
            read = -1;
          }
          if (read < 0) {
            gone();
          }
          return read;
        });
  }

  /** Listens on a thread of its own; nobody else may read until {@link #first}. */
  static Listening to(InputStream in) {
    Listening listening = new Listening(in);
    Thread.ofPlatform().daemon().name("client").start(listening.next);
    return listening;
  }

  private synchronized void gone() {
    gone = true;
    if (works) {
      worker.interrupt();
    }
  }

  synchronized boolean isGone() {
    return gone;
  }

  /**
   * The work is done, and what comes from here on is the client's next message. To be called by the
   * thread that works: where the client went too late to stop it, what follows is not interrupted.
   */
  synchronized void workDone() {
    works = false;
    if (gone) {
      Thread.interrupted();
    }
  }

  /** The first byte of what the client sent next, −1 if it has gone. */
  int first() throws IOException, InterruptedException {
    try {
      return next.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
