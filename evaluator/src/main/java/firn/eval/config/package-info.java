/**
 * Settings as Nix keeps them: {@code nix.conf}, {@code NIX_CONFIG}, {@code --option}, {@code
 * NIX_PATH}.
 */
@NullMarked
package firn.eval.config;

import org.jspecify.annotations.NullMarked;
