/** {@code firn repl}: expressions evaluated as they are typed. */
@NullMarked
package firn.cli.repl;

import org.jspecify.annotations.NullMarked;
