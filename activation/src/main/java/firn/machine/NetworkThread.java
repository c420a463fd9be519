package firn.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something inside the network of a machine. */
public final class NetworkThread {
  private NetworkThread() {}

  /**
   * Runs an action on a thread of its own that has entered the machine's network; sockets it makes
   * belong there. The thread is not used again, so the rest of the process stays where it is.
   *
   * @throws IOException what the action threw, or the network could not be entered
   */
  public static <T> T in(Machine machine, Callable<T> action) throws IOException {
    Path namespace = machine.namespace("net");
    FutureTask<T> task =
        new FutureTask<>(() -> {
          if (namespace != null) {
            Kernel.enterNetwork(namespace.toString());
          }
          return action.call();
        });
    Thread.ofPlatform().daemon().name("network of " + machine.name()).start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }
}
