/** Settings as Nix's users write them: {@code nix.conf} and what overrides it. */
@NullMarked
package firn.store.config;

import org.jspecify.annotations.NullMarked;
