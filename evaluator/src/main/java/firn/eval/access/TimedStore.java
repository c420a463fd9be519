package firn.eval.access;

import firn.eval.builtin.StoreAccess;
import firn.store.Derivation;
import firn.store.PathInfo;
import firn.store.SourceTree;
import firn.store.StorePath;
import java.util.Collection;
import java.util.SortedSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Another store, and how long evaluation waited for it. */
public final class TimedStore implements StoreAccess {
  private final StoreAccess store;
  private final LongAdder nanoseconds = new LongAdder();
  private final LongAdder derivations = new LongAdder();

  public TimedStore(StoreAccess store) {
    this.store = store;
  }

  /** The time spent so far. */
  public long nanoseconds() {
    return nanoseconds.sum();
  }

  /** How many derivations were added. */
  public long derivations() {
    return derivations.sum();
  }

  private <T> T timed(Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      nanoseconds.add(System.nanoTime() - start);
    }
  }

  @Override
  public StorePath addText(String name, String bytes, Collection<StorePath> references) {
    return timed(() -> store.addText(name, bytes, references));
  }

  @Override
  public StorePath addSource(SourceTree source) {
    return timed(() -> store.addSource(source));
  }

  @Override
  public StorePath addFetched(SourceTree source) {
    return timed(() -> store.addFetched(source));
  }

  @Override
  public boolean keepsFetched() {
    return store.keepsFetched();
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    derivations.increment();
    return timed(() -> store.addDerivation(derivation));
  }

  @Override
  public Derivation readDerivation(StorePath path) {
    return timed(() -> store.readDerivation(path));
  }

  @Override
  public Derivation complete(Derivation derivation) {
    return timed(() -> store.complete(derivation));
  }

  @Override
  public boolean isValid(StorePath path) {
    return timed(() -> store.isValid(path));
  }

  @Override
  public void ensure(StorePath path) {
    timed(() -> {
      store.ensure(path);
      return path;
    });
  }

  @Override
  public PathInfo copyFrom(String cache, StorePath path) {
    return timed(() -> store.copyFrom(cache, path));
  }

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    return timed(() -> store.references(path));
  }

  @Override
  public void realise(Collection<StorePath> paths, Collection<String> outputs) {
    timed(() -> {
      store.realise(paths, outputs);
      return paths;
    });
  }
}
