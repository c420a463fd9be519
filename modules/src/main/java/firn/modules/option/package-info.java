/**
 * Options one by one: their paths, types, declarations and definitions, and how definitions become
 * a value. Knows nothing of modules.
 */
@NullMarked
package firn.modules.option;

import org.jspecify.annotations.NullMarked;
