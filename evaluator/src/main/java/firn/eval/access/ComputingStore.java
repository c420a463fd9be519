package firn.eval.access;

import firn.eval.builtin.StoreAccess;
import firn.eval.error.EvalException;
import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationHashes;
import firn.store.PathInfo;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.Store;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeWriter;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Only computes where things would lie, and remembers the derivations. What fetchers get is kept:
 * in a real store where there is one, else where the fetcher put it.
 */
public final class ComputingStore implements StoreAccess {
  private final Map<StorePath, Derivation> derivations = new ConcurrentHashMap<>();
  private final DerivationHashes hashes = new DerivationHashes(this::readDerivation);
  private final SharedParts shared = new SharedParts();
  private final Map<StorePath, Path> fetched = new ConcurrentHashMap<>();
  private final @Nullable Supplier<Store> kept;
  private final CacheCopy caches;

  /** Keeps nothing in a store. */
  public ComputingStore() {
    this(null, CacheCopy.NONE);
  }

  /**
   * Keeps what is fetched in a store.
   *
   * @param kept opens it when it is first needed
   * @param caches copies into it
   */
  public ComputingStore(@Nullable Supplier<Store> kept, CacheCopy caches) {
    this.kept = kept;
    this.caches = caches;
  }

  /** Where something fetched lies that no store has. */
  public Optional<Path> fetched(StorePath path) {
    return Optional.ofNullable(fetched.get(path));
  }

  @Override
  public StorePath addText(String name, String bytes, Collection<StorePath> references) {
    return StorePaths.text(name, bytes, references);
  }

  @Override
  public StorePath addSource(SourceTree source) {
    HashSink content = new HashSink(source.algorithm());
    try {
      if (source.method() == ContentAddress.Method.RECURSIVE) {
        TreeReader.read(PathBytes.of(source.root()), source.filter(), new NarEncoder(content));
      } else {
        Files.copy(source.root(), content);
      }
    } catch (IOException e) {
      throw new EvalException("reading '" + source.root() + "': " + e.getMessage(), e);
    } catch (StoreException e) {
      throw new EvalException(String.valueOf(e.getMessage()), e);
    }
    return StorePaths.fixed(source.name(), new ContentAddress(source.method(), content.hash()));
  }

  @Override
  public StorePath addFetched(SourceTree source) {
    if (kept != null) {
      return kept.get().addSource(source);
    }
    StorePath path = addSource(source);
    fetched.put(path, source.filter() == SourceFilter.ALL ? source.root() : chosen(source));
    return path;
  }

  /** A copy of those files that belong to a source, for the rest must not be seen. */
  private static Path chosen(SourceTree source) {
    try {
      Path copy = TemporaryFolders.create("firn-source").resolve(source.name());
      try (TreeWriter writer = new TreeWriter(PathBytes.of(copy))) {
        TreeReader.read(PathBytes.of(source.root()), source.filter(), writer);
      }
      return copy;
    } catch (IOException e) {
      throw new EvalException("reading '" + source.root() + "': " + e.getMessage(), e);
    }
  }

  @Override
  public boolean keepsFetched() {
    return kept != null;
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    StorePath path = shared.path(derivation.path());
    derivations.put(path, shared.of(derivation));
    // Its hash is computed when another derivation uses it, which most packages never see.
    return path;
  }

  @Override
  public Derivation readDerivation(StorePath path) {
    Derivation found = derivations.get(path);
    if (found == null && isValid(path)) {
      return java.util.Objects.requireNonNull(kept).get().readDerivation(path);
    }
    if (found == null) {
      throw new EvalException("path '" + path + "' is not valid");
    }
    return found;
  }

  @Override
  public Derivation complete(Derivation derivation) {
    return hashes.complete(derivation);
  }

  @Override
  public boolean isValid(StorePath path) {
    return kept != null && kept.get().isValid(path);
  }

  /** Nothing is fetched; whether the file is there shows when it is read. */
  @Override
  public void ensure(StorePath path) {}

  @Override
  public PathInfo copyFrom(String cache, StorePath path) {
    return caches.copy(cache, path);
  }

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    Derivation known = derivations.get(path);
    if (known != null) {
      return known.references();
    }
    return kept == null
        ? new TreeSet<>()
        : kept.get().query(path).map(PathInfo::references).orElseGet(TreeSet::new);
  }

  @Override
  public void realise(Collection<StorePath> paths, Collection<String> outputs) {
    throw new EvalException(
        "cannot build '"
            + paths.iterator().next()
            + "' during evaluation, because the store is read-only");
  }
}
