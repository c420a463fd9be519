package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.cli.store.Ages;
import firn.store.local.GarbageCollector;
import firn.store.local.Generations;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nix-collect-garbage}. */
@Command(
    name = "nix-collect-garbage",
    mixinStandardHelpOptions = true,
    versionProvider = NixVersion.class,
    description = "Delete old generations, where asked, and what nothing uses.")
public final class NixCollectGarbage implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Option(
      names = {"-d", "--delete-old"},
      description = "Delete all generations but the current ones.")
  boolean deleteOld;

  @Option(
      names = "--delete-older-than",
      paramLabel = "AGE",
      description = "Delete generations older than this: 30d.")
  @Nullable String age;

  @Option(names = "--dry-run", description = "Only list generations.")
  boolean dryRun;

  @Option(names = "--max-freed", paramLabel = "BYTES", description = "Stop then.")
  @Nullable String maxFreed;

  public NixCollectGarbage(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public Integer call() {
    try (StoreSession session = StoreSession.open(options, terminal)) {
      if (deleteOld || age != null) {
        new Generations(session.store().layout())
            .delete(age == null ? null : Ages.before(age), dryRun)
            .forEach(link -> terminal.say("removing generation " + link));
      }
      if (!dryRun) {
        GarbageCollector collector =
            new GarbageCollector(session.store(), session.settings().garbagePolicy());
        StoreUpkeep.freed(
            terminal,
            maxFreed == null ? collector.collect() : collector.collect(Ages.bytes(maxFreed)));
      }
    }
    return NixExitCode.DONE;
  }
}
