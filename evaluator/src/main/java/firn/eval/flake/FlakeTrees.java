package firn.eval.flake;

import firn.eval.fetch.FetchedTree;
import firn.eval.fetch.Fetcher;
import firn.store.StorePath;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tree of a flake in the store, and those of its inputs.
 *
 * @param path empty for an input that lies inside the tree of the flake that names it
 * @param inputs by name; what follows another input is there only where it stands of itself
 */
public record FlakeTrees(Optional<StorePath> path, Map<String, FlakeTrees> inputs) {

  /** Fetches what is not in the store yet. */
  static FlakeTrees of(LockedFlake locked, Fetcher fetcher) {
    return new Collection(locked, fetcher).trees(locked.lockFile().root());
  }

  /** Walks the lock file, whose nodes may be shared. */
  private static final class Collection {
    private final LockedFlake locked;
    private final Fetcher fetcher;
    private final Map<LockNode, FlakeTrees> known = new IdentityHashMap<>();

    Collection(LockedFlake locked, Fetcher fetcher) {
      this.locked = locked;
      this.fetcher = fetcher;
    }

    FlakeTrees trees(LockNode node) {
      FlakeTrees made = known.get(node);
      if (made != null) {
        return made;
      }
      Map<String, FlakeTrees> inputs = new TreeMap<>();
      for (Map.Entry<String, LockNode.Edge> input : node.inputs().entrySet()) {
        if (input.getValue() instanceof LockNode.Edge.Child child) {
          inputs.put(input.getKey(), trees(child.node()));
        }
      }
      made = new FlakeTrees(path(node), inputs);
      known.put(node, made);
      return made;
    }

    private Optional<StorePath> path(LockNode node) {
      if (!node.isRoot() && node.requireLocked().input().isRelative()) {
        return Optional.empty();
      }
      FetchedTree tree = locked.trees().get(node);
      return Optional.of(
          (tree != null ? tree : fetcher.fetch(node.requireLocked().input())).path());
    }
  }
}
