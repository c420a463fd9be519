/**
 * Values of the language: integers, strings with context, attribute sets, lists, functions, and the
 * thunks that become them. Nothing here knows how a program is written or run; the code a thunk
 * runs is a {@link firn.eval.value.Code}.
 */
@NullMarked
package firn.eval.value;

import org.jspecify.annotations.NullMarked;
