package firn.store.query;

import firn.store.PathInfo;
import firn.store.Store;
import firn.store.StorePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * A closure as a tree of lines, as {@code nix-store --query --tree} draws it: what is referred to
 * hangs below, what was shown before is shown again without what hangs below it. A sibling comes
 * after those it refers to.
 */
public final class ReferenceTree {
  private final Store store;
  private final Consumer<String> out;

  /**
   * @param out receives the lines
   */
  public ReferenceTree(Store store, Consumer<String> out) {
    this.store = store;
    this.out = out;
  }

  /** A line that waits. */
  private record Line(StorePath path, String prefix, String below) {}

  public void print(StorePath root) {
    Set<StorePath> shown = new HashSet<>();
    Deque<Line> pending = new ArrayDeque<>();
    pending.push(new Line(root, "", ""));
    while (!pending.isEmpty()) {
      Line line = pending.pop();
      if (!shown.add(line.path())) {
        out.accept(line.prefix() + line.path() + " [...]");
        continue;
      }
      out.accept(line.prefix() + line.path());
      List<StorePath> children = TopologicalOrder.of(store, references(store, line.path()));
      for (int i = children.size() - 1; i >= 0; i--) {
        boolean last = i == children.size() - 1;
        pending.push(
            new Line(
                children.get(i),
                line.below() + (last ? "└───" : "├───"),
                line.below() + (last ? "    " : "│   ")));
      }
    }
  }

  static SortedSet<StorePath> references(Store store, StorePath path) {
    return store
        .query(path)
        .map(PathInfo::references)
        .orElseThrow(() -> new firn.store.StoreException("path '" + path + "' is not valid"));
  }
}
