package firn.store.query;

import firn.store.PathInfo;
import firn.store.Store;
import firn.store.StorePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Paths in the order in which they have to be made valid. */
public final class TopologicalOrder {
  private TopologicalOrder() {}

  /** A path, and those of its references that were not looked at. */
  private record Visit(StorePath path, Iterator<StorePath> references) {}

  /**
   * The same paths, none before one it refers to; otherwise in their order. References that are not
   * among them do not count.
   */
  public static List<StorePath> of(Store store, Collection<StorePath> paths) {
    return of(path -> store.query(path).map(PathInfo::references).orElseGet(TreeSet::new), paths);
  }

  /**
   * As {@link #of(Store, Collection)}.
   *
   * @param references of each of the paths
   */
  public static List<StorePath> of(
      Function<StorePath, SortedSet<StorePath>> references, Collection<StorePath> paths) {
    SortedSet<StorePath> wanted = new TreeSet<>(paths);
    List<StorePath> order = new ArrayList<>();
    Set<StorePath> entered = new HashSet<>();
    Deque<Visit> stack = new ArrayDeque<>();
    for (StorePath start : wanted) {
      if (entered.add(start)) {
        stack.push(visit(references, start));
      }
      while (!stack.isEmpty()) {
        Visit visit = stack.peek();
        if (!visit.references().hasNext()) {
          order.add(stack.pop().path());
          continue;
        }
        StorePath reference = visit.references().next();
        if (wanted.contains(reference) && entered.add(reference)) {
          stack.push(visit(references, reference));
        }
      }
    }
    return order;
  }

  private static Visit visit(Function<StorePath, SortedSet<StorePath>> references, StorePath path) {
    return new Visit(path, references.apply(path).iterator());
  }
}
