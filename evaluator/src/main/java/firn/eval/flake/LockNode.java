package firn.eval.flake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node of a lock file: one flake or tree, and what its inputs are. The root has no references.
 */
public final class LockNode {

  /** What an input is: a node, or the path of another input. */
  sealed interface Edge {
    /** A node of its own. */
    record Child(LockNode node) implements Edge {}

    /** Whatever the input at that path is. */
    record Follows(List<String> path) implements Edge {}
  }

  private final @Nullable FlakeRef locked;
  private final @Nullable FlakeRef original;
  private final boolean isFlake;
  private final Optional<List<String>> parent;
  private final Map<String, Edge> inputs = new TreeMap<>();

  private LockNode(
      @Nullable FlakeRef locked,
      @Nullable FlakeRef original,
      boolean isFlake,
      Optional<List<String>> parent) {
    this.locked = locked;
    this.original = original;
    this.isFlake = isFlake;
    this.parent = parent;
  }

  static LockNode root() {
    return new LockNode(null, null, true, Optional.empty());
  }

  /**
   * @param parent the path of the input whose tree a relative path starts from
   */
  static LockNode of(
      FlakeRef locked, FlakeRef original, boolean isFlake, Optional<List<String>> parent) {
    return new LockNode(locked, original, isFlake, parent);
  }

  boolean isRoot() {
    return locked == null;
  }

  /** Which contents; null for the root. */
  public @Nullable FlakeRef locked() {
    return locked;
  }

  FlakeRef requireLocked() {
    return java.util.Objects.requireNonNull(locked);
  }

  FlakeRef requireOriginal() {
    return java.util.Objects.requireNonNull(original);
  }

  boolean isFlake() {
    return isFlake;
  }

  Optional<List<String>> parent() {
    return parent;
  }

  /** By name, in the order of names. */
  Map<String, Edge> inputs() {
    return inputs;
  }
}
