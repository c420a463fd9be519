/** The {@code firn} command. */
@NullMarked
package firn.cli;

import org.jspecify.annotations.NullMarked;
