package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.local.GarbageCollector;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nix store gc}. */
@Command(name = "gc", aliases = "collect-garbage", description = "Delete what nothing uses.")
final class NixCommandGc implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Option(names = "--max", paramLabel = "BYTES", description = "Stop once so much is freed.")
  @Nullable Long max;

  @Option(names = "--dry-run", description = "Delete nothing, and say what would be freed.")
  boolean dryRun;

  NixCommandGc(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public Integer call() {
    try (StoreSession session = StoreSession.open(options, terminal)) {
      GarbageCollector collector =
          new GarbageCollector(session.store(), session.settings().garbagePolicy());
      if (dryRun) {
        collector.dead();
        return NixExitCode.DONE;
      }
      StoreUpkeep.freed(terminal, max == null ? collector.collect() : collector.collect(max));
    }
    return NixExitCode.DONE;
  }
}
