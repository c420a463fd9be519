package firn.eval.builtin;

import firn.store.Derivation;
import firn.store.PathInfo;
import firn.store.SourceTree;
import firn.store.StorePath;
import java.util.Collection;
import java.util.SortedSet;

/**
 * The store as evaluation sees it: either a real one that is written to, or one that only computes
 * where things would lie.
 */
public interface StoreAccess {

  /** Adds a text, or computes where it would lie. */
  StorePath addText(String name, String bytes, Collection<StorePath> references);

  /** Adds files, or computes where they would lie. */
  StorePath addSource(SourceTree source);

  /**
   * Adds files that a fetcher got so that they can be read at once, even where nothing else is
   * written. The files may be moved or linked to and must not be touched afterwards.
   */
  StorePath addFetched(SourceTree source);

  /** Whether {@link #addFetched} copies, so that the files it was given may go. */
  boolean keepsFetched();

  /** Adds a derivation whose outputs are complete, or computes where it would lie. */
  StorePath addDerivation(Derivation derivation);

  /** A derivation that was added or that the store has. */
  Derivation readDerivation(StorePath path);

  /** Gives deferred outputs their paths. */
  Derivation complete(Derivation derivation);

  /** Whether the store has the object; what was only computed does not count. */
  boolean isValid(StorePath path);

  /** Fetches an object that is to be read, if it is not valid; an error if that is impossible. */
  void ensure(StorePath path);

  /**
   * Copies an object and all it refers to from a binary cache, if it is not there.
   *
   * @param cache its URL
   * @return what the store knows of the object
   */
  PathInfo copyFrom(String cache, StorePath path);

  /** What a valid object refers to. */
  SortedSet<StorePath> references(StorePath path);

  /** Builds or fetches outputs so that they are valid. */
  void realise(Collection<StorePath> derivationsOrPaths, Collection<String> outputs);
}
