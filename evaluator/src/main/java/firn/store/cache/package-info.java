/**
 * Binary caches: store objects that others built, over {@code http(s):} and {@code file:}, in Nix's
 * format.
 *
 * <h2>What is trusted, and what is checked when</h2>
 *
 * <p>A cache is not trusted. Before anything is downloaded, its narinfo must be for the path that
 * was asked for and bear the signature of a trusted key over path, hash, size and references, or
 * name contents that the path itself follows from. The download must have the hash the narinfo
 * gives; what it unpacks to must have the archive hash and size that were signed; only then is the
 * path registered, and only after all it refers to.
 */
@NullMarked
package firn.store.cache;

import org.jspecify.annotations.NullMarked;
