package firn.eval.access;

import firn.eval.builtin.StoreAccess;
import firn.eval.error.EvalException;
import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationHashes;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Writes nothing: only computes where things would lie, and remembers the derivations. */
public final class ComputingStore implements StoreAccess {
  private final Map<StorePath, Derivation> derivations = new ConcurrentHashMap<>();
  private final DerivationHashes hashes = new DerivationHashes(this::readDerivation);

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
    }
    return StorePaths.fixed(source.name(), new ContentAddress(source.method(), content.hash()));
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    StorePath path = derivation.path();
    derivations.put(path, derivation);
    hashes.remember(path, derivation);
    return path;
  }

  @Override
  public Derivation readDerivation(StorePath path) {
    Derivation found = derivations.get(path);
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
    return false;
  }

  /** Nothing is fetched; whether the file is there shows when it is read. */
  @Override
  public void ensure(StorePath path) {}

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    Derivation known = derivations.get(path);
    return known == null ? new TreeSet<>() : known.references();
  }

  @Override
  public void realise(Collection<StorePath> paths, Collection<String> outputs) {
    throw new EvalException(
        "cannot build '"
            + paths.iterator().next()
            + "' during evaluation, because the store is read-only");
  }
}
