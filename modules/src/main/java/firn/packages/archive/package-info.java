/**
 * The signed archive: apt's sources, {@code InRelease} files, package indexes, dependency
 * resolution and the lock file. Everything that comes from the network is checked against a
 * signature or a hash before anything looks at it.
 */
@NullMarked
package firn.packages.archive;

import org.jspecify.annotations.NullMarked;
