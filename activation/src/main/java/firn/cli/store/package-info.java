/** {@code firn store}: one class for each of its actions. */
@NullMarked
package firn.cli.store;

import org.jspecify.annotations.NullMarked;
