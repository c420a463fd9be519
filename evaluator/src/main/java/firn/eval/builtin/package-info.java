/**
 * How builtins are declared and what an implementation may ask of the evaluator. The language's own
 * live in {@code firn.eval.library}; others contribute through {@link
 * firn.eval.builtin.BuiltinProvider}.
 */
@NullMarked
package firn.eval.builtin;

import org.jspecify.annotations.NullMarked;
