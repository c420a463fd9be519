package firn.store.posix;

/**
 * Is told before each system call that changes a file system, so that a test can end the process
 * there. In programs nobody observes.
 */
public final class Changes {
  private static volatile Runnable observer = () -> {};

  private Changes() {}

  /** Lets {@code next} be told from now on, on the thread that makes the change. */
  public static void observe(Runnable next) {
    observer = next;
  }

  /** A change follows, or has just been made durable. */
  public static void before() {
    observer.run();
  }
}
