package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.StoreUrls;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.cache.CacheReader;
import firn.store.query.TopologicalOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command on store paths, which are given as installables, and are not built for it. */
abstract class InstallableAction implements Callable<Integer> {
  final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin Installables installables;

  @Option(
      names = {"-r", "--recursive"},
      description = "All they refer to, too.")
  boolean recursive;

  @Option(names = "--all", description = "All valid paths.")
  boolean all;

  @Option(names = "--derivation", description = "The derivations, not their outputs.")
  boolean derivations;

  InstallableAction(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.installables = new Installables();
  }

  @Override
  public final Integer call() throws IOException, InterruptedException {
    if (session.cache != null) {
      CacheReader cache = StoreUrls.open(session.cache);
      return look(cache, chosen(cache));
    }
    try (Session opened = new Session(session, terminal, true)) {
      return act(opened, chosen(opened));
    }
  }

  /** As {@link #act}, for those that can look into a cache instead of a store. */
  int look(CacheReader cache, List<StorePath> paths) throws IOException, InterruptedException {
    throw StoreUrls.refused(cache.url());
  }

  /**
   * Acts, and answers the exit code.
   *
   * @param paths as they were named; what is more than that, none before what it refers to
   */
  abstract int act(Session opened, List<StorePath> paths) throws IOException, InterruptedException;

  private List<StorePath> chosen(CacheReader cache) throws IOException, InterruptedException {
    if (all) {
      return List.copyOf(cache.all());
    }
    List<StorePath> named = new ArrayList<>();
    for (String operand : installables.operands) {
      if (!StorePath.isInStore(operand)) {
        throw new CommandException(
            NixExitCode.FAILED,
            "'" + operand + "' is not in the store",
            "A cache knows store paths only.");
      }
      named.add(StorePath.containing(operand));
    }
    return recursive ? cache.closure(named) : named;
  }

  private List<StorePath> chosen(Session opened) {
    if (all) {
      return TopologicalOrder.of(opened.store(), opened.store().validPaths());
    }
    Installables.Resolved what = installables.resolve(opened, session);
    List<StorePath> chosen = new ArrayList<>(what.paths());
    what.found()
        .forEach(one ->
            chosen.add(
                derivations
                    ? one.derivation()
                    : opened.store().readDerivation(one.derivation()).outputPath(one.output())));
    return recursive ? TopologicalOrder.of(opened.store(), opened.store().closure(chosen)) : chosen;
  }
}
