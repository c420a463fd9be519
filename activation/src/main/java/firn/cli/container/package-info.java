/**
 * {@code firn container}, which is {@code nixos-container} too: containers made by hand, and a hand
 * on the declared ones.
 */
@NullMarked
package firn.cli.container;

import org.jspecify.annotations.NullMarked;
