package firn.eval.access;

import firn.eval.builtin.StoreAccess;
import firn.eval.error.EvalException;
import firn.store.Derivation;
import firn.store.DerivationHashes;
import firn.store.PathInfo;
import firn.store.SourceTree;
import firn.store.Store;
import firn.store.StorePath;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Writes what evaluation makes into a store. */
public final class WritingStore implements StoreAccess {
  private final Supplier<? extends Store> opened;
  private final Realiser realiser;
  private final CacheCopy caches;
  private final DerivationHashes hashes;

  /** Builds what evaluation needs to read. */
  @FunctionalInterface
  public interface Realiser {
    void realise(Collection<StorePath> derivationsOrPaths, Collection<String> outputs);
  }

  /** A store that copies nothing from caches that an expression names. */
  public WritingStore(Store store, Realiser realiser) {
    this(store, realiser, CacheCopy.NONE);
  }

  public WritingStore(Store store, Realiser realiser, CacheCopy caches) {
    this(() -> store, realiser, caches);
  }

  /**
   * A store that may not be needed.
   *
   * @param opened opens it the first time, and gives the same one whenever it is asked again
   * @param caches copies into it
   */
  public WritingStore(Supplier<? extends Store> opened, Realiser realiser, CacheCopy caches) {
    this.opened = opened;
    this.caches = caches;
    this.realiser = realiser;
    this.hashes = new DerivationHashes(this::readDerivation);
  }

  private Store store() {
    return opened.get();
  }

  @Override
  public StorePath addText(String name, String bytes, Collection<StorePath> references) {
    return store().addText(name, bytes, references);
  }

  @Override
  public StorePath addSource(SourceTree source) {
    return store().addSource(source);
  }

  @Override
  public StorePath addFetched(SourceTree source) {
    return store().addSource(source);
  }

  @Override
  public boolean keepsFetched() {
    return true;
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    StorePath path = store().addDerivation(derivation);
    hashes.remember(path, derivation);
    return path;
  }

  @Override
  public Derivation readDerivation(StorePath path) {
    return store().readDerivation(path);
  }

  @Override
  public Derivation complete(Derivation derivation) {
    return hashes.complete(derivation);
  }

  @Override
  public boolean isValid(StorePath path) {
    return store().isValid(path);
  }

  @Override
  public void ensure(StorePath path) {
    if (!store().isValid(path)) {
      realiser.realise(List.of(path), List.of());
    }
  }

  @Override
  public PathInfo copyFrom(String cache, StorePath path) {
    return caches.copy(cache, path);
  }

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    return store()
        .query(path)
        .orElseThrow(() -> new EvalException("path '" + path + "' is not valid"))
        .references();
  }

  @Override
  public void realise(Collection<StorePath> paths, Collection<String> outputs) {
    realiser.realise(paths, outputs);
  }
}
