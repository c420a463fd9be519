/**
 * Flakes (Nix manual, "nix flake"): references to them, their inputs, lock files and how these are
 * computed, and the value of a flake. Nothing here writes but {@link firn.eval.flake.FlakeLocker}.
 */
@NullMarked
package firn.eval.flake;

import org.jspecify.annotations.NullMarked;
