/** Building derivations: the scheduler, the sandbox, and the builders that run inside Firn. */
@NullMarked
package firn.store.build;

import org.jspecify.annotations.NullMarked;
