/**
 * Store paths, NAR, derivations, the database, builds and substitution. Never imports {@code
 * firn.eval}.
 */
@NullMarked
package firn.store;

import org.jspecify.annotations.NullMarked;
