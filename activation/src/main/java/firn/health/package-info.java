/**
 * Whether a machine is well: units that stay up, pages that answer, ports that listen, commands
 * that succeed.
 */
@NullMarked
package firn.health;

import org.jspecify.annotations.NullMarked;
