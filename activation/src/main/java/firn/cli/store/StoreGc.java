package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.local.GarbageCollector;
import firn.store.local.Generations;
import firn.store.local.LocalStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code firn store gc}. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = "Delete what no profile, result link or running process needs.")
final class StoreGc extends StoreAction {
  @Option(names = "--dry-run", description = "Only list what would be deleted.")
  boolean dryRun;

  @Option(
      names = {"-d", "--delete-old"},
      description = "First delete all generations of all profiles but the current ones.")
  boolean deleteOld;

  @Option(
      names = "--delete-older-than",
      paramLabel = "AGE",
      description = "First delete generations that were not current any more so long ago: 30d.")
  @Nullable String age;

  @Option(
      names = "--max-freed",
      paramLabel = "BYTES",
      description = "Stop once so much is freed; K, M, G and T may follow.")
  @Nullable String maxFreed;

  @Option(names = "--print-roots", description = "Only list the roots, and what they keep.")
  boolean roots;

  @Option(names = "--print-live", description = "Only list what is in use.")
  boolean live;

  @Option(names = "--print-dead", description = "Only list what would be deleted.")
  boolean dead;

  StoreGc(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    LocalStore store = session.store();
    GarbageCollector collector = new GarbageCollector(store, session.settings().garbagePolicy());
    if (roots) {
      collector.roots().forEach(r -> terminal.print(r.getKey() + " -> " + r.getValue()));
      return ExitCode.DONE;
    }
    if (live) {
      collector.live().forEach(path -> terminal.print(path.toString()));
      return ExitCode.DONE;
    }
    boolean only = dryRun || dead;
    if (deleteOld || age != null) {
      new Generations(store.layout())
          .delete(age == null ? null : Ages.before(age), only)
          .forEach(link -> terminal.say("removing generation " + link));
    }
    if (only) {
      collector.dead().paths().forEach(path -> terminal.print(path.toString()));
      return ExitCode.DONE;
    }
    GarbageCollector.Collected collected =
        maxFreed == null ? collector.collect() : collector.collect(Ages.bytes(maxFreed));
    terminal.say(
        "%d %s deleted, %s freed"
            .formatted(
                collected.paths().size(),
                collected.paths().size() == 1 ? "path" : "paths",
                Sizes.text(collected.bytes())));
    return ExitCode.DONE;
  }
}
