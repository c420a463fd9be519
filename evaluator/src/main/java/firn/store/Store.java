package firn.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A set of valid store objects, closed under references. Safe for use by several threads, and by
 * several processes at once.
 *
 * <p>Every method throws {@link StoreException} if the store itself fails (database, disk,
 * permissions), and {@link MalformedException} if a name it is given is illegal.
 */
public interface Store extends AutoCloseable {

  /** Where a store object lies physically, whether or not it is valid. */
  Path physical(StorePath path);

  /** What is known of a path; empty if it is not valid. */
  Optional<PathInfo> query(StorePath path);

  /** Whether the object exists, complete, with everything it refers to. */
  boolean isValid(StorePath path);

  /** The valid paths that refer to {@code path}. */
  SortedSet<StorePath> referrers(StorePath path);

  /** The valid derivations of which {@code path} is an output. */
  SortedSet<StorePath> derivers(StorePath path);

  /**
   * Everything reachable from {@code roots} by references, the roots included.
   *
   * @throws StoreException if a root is not valid
   */
  SortedSet<StorePath> closure(Collection<StorePath> roots);

  /**
   * Adds one regular file.
   *
   * @param bytes its contents; the chars are bytes
   * @param references valid paths that the contents name
   */
  StorePath addText(String name, String bytes, Collection<StorePath> references);

  /**
   * Adds files from outside the store.
   *
   * @throws StoreException if a file cannot be read, or is neither regular, directory nor link
   */
  StorePath addSource(SourceTree source);

  /**
   * Adds a derivation.
   *
   * @throws MalformedException if an output's path does not follow from the derivation
   */
  StorePath addDerivation(Derivation derivation);

  /**
   * Reads a derivation.
   *
   * @throws StoreException if it is not valid
   */
  Derivation readDerivation(StorePath path);

  @Override
  void close();
}
