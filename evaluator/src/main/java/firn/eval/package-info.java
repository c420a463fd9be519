/** Values, thunks, scopes, builtins, errors and traces of the language. */
@NullMarked
package firn.eval;

import org.jspecify.annotations.NullMarked;
