package firn.store.query;

import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Closures that may go from derivations to what they made. */
public final class ClosureWithOutputs {
  private ClosureWithOutputs() {}

  /**
   * All that paths reach.
   *
   * @param outputs whether the closure of each derivation in it has its valid outputs too
   */
  public static SortedSet<StorePath> of(
      LocalStore store, Collection<StorePath> roots, boolean outputs) {
    SortedSet<StorePath> all = store.closure(roots);
    boolean grown = outputs;
    while (grown) {
      SortedSet<StorePath> more = new TreeSet<>(all);
      for (StorePath path : all) {
        if (path.isDerivation()) {
          store.outputs(path).stream().filter(store::isValid).forEach(more::add);
        }
      }
      more = store.closure(more);
      grown = more.size() > all.size();
      all = more;
    }
    return all;
  }
}
