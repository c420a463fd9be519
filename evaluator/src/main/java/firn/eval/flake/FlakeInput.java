package firn.eval.flake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An input as a flake declares it, or as one above it overrides it.
 *
 * @param ref what it is; empty where it follows another, or an override says nothing of it
 * @param follows the path of names, from the flake that is locked, to the input it is to equal
 * @param isFlake whether it is a flake, rather than a mere tree
 * @param overrides what its own inputs shall be, by name
 */
public record FlakeInput(
    Optional<FlakeRef> ref,
    Optional<List<String>> follows,
    boolean isFlake,
    Map<String, FlakeInput> overrides) {

  FlakeInput withFlakeness(boolean value) {
    return new FlakeInput(ref, follows, value, overrides);
  }
}
