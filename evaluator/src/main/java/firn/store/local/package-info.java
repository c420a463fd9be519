/**
 * The store on this machine's disk.
 *
 * <h2>When a path becomes valid</h2>
 *
 * <ol>
 *   <li>Its contents are written under a temporary name in the store directory, which is itself
 *       shaped like a store path and entered as a temporary root, so that no garbage collector,
 *       Firn's or Nix's, takes it away.
 *   <li>With the final path's lock held ({@code PATH.lock}, as Nix locks), the contents, already in
 *       canonical form (modes 0444 and 0555, time 1, owned by the store's owner), are renamed to
 *       the final path.
 *   <li>One transaction registers the path with its hash and references; all of these are valid
 *       before, or become so in the same transaction.
 * </ol>
 *
 * <p>Whatever stops the process in between leaves files without a registration: they are not valid,
 * the next writer of the path replaces them, and a garbage collection removes them.
 *
 * <h2>Who may write</h2>
 *
 * <p>Below a valid path nobody writes, ever. A path that is not valid is written only with its lock
 * held. The database is written only in transactions that hold no lock but the path's. Lock order:
 * {@code gc.lock}, path locks in the order of their paths, database.
 */
@NullMarked
package firn.store.local;

import org.jspecify.annotations.NullMarked;
