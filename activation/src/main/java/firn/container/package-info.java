/**
 * Containers of a machine by their names, whoever made them: those its configuration declares, and
 * those that {@code firn container create} made. What the latter are lies in files as
 * nixos-container has them; no switch touches them.
 */
@NullMarked
package firn.container;

import org.jspecify.annotations.NullMarked;
