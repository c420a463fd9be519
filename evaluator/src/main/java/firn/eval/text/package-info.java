/** Rules of the language on plain strings of bytes, free of values: regular expressions. */
@NullMarked
package firn.eval.text;

import org.jspecify.annotations.NullMarked;
