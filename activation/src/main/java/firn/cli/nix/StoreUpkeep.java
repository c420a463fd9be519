package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.cli.store.Ages;
import firn.cli.store.Sizes;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.GarbageCollector;
import firn.store.local.Optimiser;
import firn.store.local.Verifier;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The operations of {@code nix-store} that check and clean up. */
final class StoreUpkeep {
  private StoreUpkeep() {}

  static int verify(NixStore.Call call) throws InterruptedException {
    Terminal terminal = call.terminal();
    terminal.say("reading the Nix store...");
    terminal.say("checking path existence...");
    if (call.options().checkContents) {
      terminal.say("checking hashes...");
    }
    SortedSet<StorePath> all = call.session().store().validPaths();
    return check(call, all, call.options().checkContents) ? NixExitCode.DONE : NixExitCode.FAILED;
  }

  static int verifyPath(NixStore.Call call) throws InterruptedException {
    SortedSet<StorePath> chosen = new TreeSet<>();
    call.operands().forEach(path -> chosen.add(call.session().path(path)));
    for (StorePath path : chosen) {
      if (!call.session().store().isValid(path)) {
        throw new CommandException(NixExitCode.FAILED, "path '" + path + "' is not valid", null);
      }
    }
    return check(call, chosen, true) ? NixExitCode.DONE : NixExitCode.FAILED;
  }

  private static boolean check(NixStore.Call call, SortedSet<StorePath> paths, boolean contents)
      throws InterruptedException {
    StoreSession session = call.session();
    Verifier verifier = new Verifier(session.store());
    boolean good = true;
    for (Verifier.Problem problem : verifier.verify(paths, contents)) {
      call.terminal().say("error: " + problem.detail());
      boolean forgotten =
          problem.kind() == Verifier.Kind.MISSING
              && !call.options().repair
              && verifier.forget(problem.path());
      good &= forgotten || (call.options().repair && repaired(call, problem.path()));
    }
    return good;
  }

  private static boolean repaired(NixStore.Call call, StorePath path) throws InterruptedException {
    try {
      call.session().repairer().repair(path);
      return true;
    } catch (StoreException e) {
      call.terminal().warn(String.valueOf(e.getMessage()));
      return false;
    }
  }

  static int repairPath(NixStore.Call call) throws InterruptedException {
    for (String path : call.operands()) {
      call.session().repairer().repair(call.session().path(path));
    }
    return NixExitCode.DONE;
  }

  static int gc(NixStore.Call call) {
    GarbageCollector collector = collector(call);
    NixStoreOptions options = call.options();
    if (options.printRoots) {
      collector.roots().forEach(r -> call.terminal().print(r.getKey() + " -> " + r.getValue()));
    } else if (options.printLive) {
      collector.live().forEach(path -> call.terminal().print(path.toString()));
    } else if (options.printDead) {
      collector.dead().paths().forEach(path -> call.terminal().print(path.toString()));
    } else {
      String limit = options.maxFreed;
      freed(
          call.terminal(),
          limit == null ? collector.collect() : collector.collect(Ages.bytes(limit)));
    }
    return NixExitCode.DONE;
  }

  private static GarbageCollector collector(NixStore.Call call) {
    return new GarbageCollector(call.session().store(), call.session().settings().garbagePolicy());
  }

  static void freed(Terminal terminal, GarbageCollector.Collected collected) {
    freed(terminal, collected.paths().size(), collected.bytes());
  }

  /** A result, for scripts read it. */
  private static void freed(Terminal terminal, int paths, long bytes) {
    terminal.print(
        String.format(
            Locale.ROOT, "%d store paths deleted, %.2f MiB freed", paths, bytes / 1048576.0));
  }

  /** One that is not there counts as deleted. */
  static int delete(NixStore.Call call) {
    SortedSet<StorePath> paths = new TreeSet<>();
    call.operands().forEach(operand -> paths.add(call.session().path(operand)));
    delete(collector(call), paths, call.terminal());
    return NixExitCode.DONE;
  }

  /** What was freed is said of a failure, too. */
  static void delete(GarbageCollector collector, SortedSet<StorePath> paths, Terminal terminal) {
    int deleted = 0;
    long bytes = 0;
    try {
      bytes = collector.delete(paths).bytes();
      deleted = paths.size();
    } finally {
      freed(terminal, deleted, bytes);
    }
  }

  static int optimise(NixStore.Call call) {
    Optimiser.Saved saved = new Optimiser(call.session().store()).optimise();
    call.terminal()
        .say(
            "%s freed by hard-linking %d files"
                .formatted(Sizes.text(saved.bytes()), saved.files()));
    return NixExitCode.DONE;
  }
}
