/**
 * The database of valid paths, in Nix's schema (version 10): what either program registers, the
 * other knows.
 */
@NullMarked
package firn.store.db;

import org.jspecify.annotations.NullMarked;
