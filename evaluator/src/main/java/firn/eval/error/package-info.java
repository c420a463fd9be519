/**
 * What can go wrong while an expression is evaluated: errors {@code tryEval} may catch, errors it
 * may not, their places, traces and rendering. Knows no values.
 */
@NullMarked
package firn.eval.error;

import org.jspecify.annotations.NullMarked;
