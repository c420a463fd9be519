/**
 * JSON Schema from live options: what a configuration written in JSON may hold. Reads option types
 * of the language and makes plain maps and lists; knows nothing of documentation.
 */
@NullMarked
package firn.modules.schema;

import org.jspecify.annotations.NullMarked;
