/** The builtins of the Nix language, one file for each topic. */
@NullMarked
package firn.eval.library;

import org.jspecify.annotations.NullMarked;
