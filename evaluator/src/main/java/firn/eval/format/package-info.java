/** Other notations read into values: TOML. */
@NullMarked
package firn.eval.format;

import org.jspecify.annotations.NullMarked;
