/**
 * Store objects on their way from one store to another: the stream that {@code nix-store --export}
 * writes, dumps of the database, and copying between stores and caches.
 *
 * <p>A stream is not trusted: what it unpacks to is hashed here, and whoever imports it decides to
 * believe it. What it says of references is checked against what its contents name.
 */
@NullMarked
package firn.store.transfer;

import org.jspecify.annotations.NullMarked;
