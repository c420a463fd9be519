package firn.store.build;

import firn.store.DerivedPath;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.Substituters;
import firn.store.fetch.Downloader;
import firn.store.local.LocalStore;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes damaged paths whole: from a cache that has them, or else by building them again. Until the
 * good copy is complete the damaged one stays; they change places in one step.
 */
public final class Repairer {
  private final LocalStore store;
  private final Substituters substituters;
  private final BuildSettings settings;
  private final BuildListener listener;

  public Repairer(
      LocalStore store, Substituters substituters, BuildSettings settings, BuildListener listener) {
    this.store = store;
    this.substituters = substituters;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Repairs one path.
   *
   * @throws StoreException if neither a cache has it nor a derivation that makes it is known
   */
  public void repair(StorePath path) throws InterruptedException {
    store.addTemporaryRoot(path);
    if (substituters.query(path).isPresent()) {
      substituters.repair(store, path, Downloader.Progress.NONE);
      return;
    }
    StorePath derivation =
        derivation(path)
            .orElseThrow(() ->
                new StoreException(
                    "path '" + path + "' cannot be repaired",
                    "No cache has it, and no valid derivation makes it.",
                    null));
    new Realiser(store, settings.withMode(BuildMode.REPAIR), substituters, listener)
        .realise(List.of(DerivedPath.all(derivation)));
  }

  private Optional<StorePath> derivation(StorePath path) {
    SortedSet<StorePath> candidates = new TreeSet<>(store.derivers(path));
    Optional.ofNullable(store.query(path).map(PathInfo::deriver).orElse(null))
        .filter(store::isValid)
        .ifPresent(candidates::add);
    return candidates.stream().findFirst();
  }
}
