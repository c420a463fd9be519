/** {@code firn flake}: show, lock, update and check flakes. */
@NullMarked
package firn.cli.flake;

import org.jspecify.annotations.NullMarked;
