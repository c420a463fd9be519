/**
 * Many modules into one system: the engine and the option types, offered to the language as
 * builtins.
 */
@NullMarked
package firn.modules;

import org.jspecify.annotations.NullMarked;
