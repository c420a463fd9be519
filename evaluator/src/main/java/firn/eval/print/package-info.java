/** Values as text: JSON, XML, and what commands print. */
@NullMarked
package firn.eval.print;

import org.jspecify.annotations.NullMarked;
