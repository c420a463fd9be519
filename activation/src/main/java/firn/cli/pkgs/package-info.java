/** {@code firn pkgs}: look up, lock and update the packages of the archive. */
@NullMarked
package firn.cli.pkgs;

import org.jspecify.annotations.NullMarked;
