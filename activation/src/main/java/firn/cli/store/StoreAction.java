package firn.cli.store;

import firn.cli.BuildOptions;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** An action on the store: opens it, acts, closes it. */
public abstract class StoreAction implements Callable<Integer> {
  final Terminal terminal;

  @Mixin BuildOptions options;

  StoreAction(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public final Integer call() throws IOException, InterruptedException {
    try (StoreSession session = StoreSession.open(options, terminal)) {
      return act(session);
    }
  }

  /** Acts, and answers the exit code. */
  abstract int act(StoreSession session) throws IOException, InterruptedException;
}
