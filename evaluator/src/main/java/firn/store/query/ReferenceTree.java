package firn.store.query;

import firn.store.PathInfo;
import firn.store.Store;
import firn.store.StorePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A closure as a tree of lines, as {@code nix-store --query --tree} draws it: what is referred to
 * hangs below, what was shown before is shown again without what hangs below it. Siblings with the
 * smaller closures come last.
 */
public final class ReferenceTree {
  private final Store store;
  private final Consumer<String> out;
  private final SortedMap<StorePath, Integer> closureSizes = new TreeMap<>();

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
      List<StorePath> children = new ArrayList<>(references(store, line.path()));
      children.remove(line.path());
      children.sort(Comparator.comparingInt(this::closureSize).reversed());
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

  private int closureSize(StorePath path) {
    return closureSizes.computeIfAbsent(path, p -> store.closure(List.of(p)).size());
  }

  static SortedSet<StorePath> references(Store store, StorePath path) {
    return store
        .query(path)
        .map(PathInfo::references)
        .orElseThrow(() -> new firn.store.StoreException("path '" + path + "' is not valid"));
  }
}
