package firn.store;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.SortedSet;

/**
 * Outputs of a derivation, to be realised.
 *
 * @param outputs their names; empty for all
 */
public record DerivedPath(StorePath derivation, SortedSet<String> outputs) {
  public DerivedPath {
    outputs = ImmutableSortedSet.copyOfSorted(outputs);
  }

  public static DerivedPath of(StorePath derivation, Collection<String> outputs) {
    return new DerivedPath(derivation, ImmutableSortedSet.copyOf(outputs));
  }

  public static DerivedPath all(StorePath derivation) {
    return of(derivation, ImmutableSortedSet.of());
  }

  /** The names asked for, of those the derivation has. */
  public Collection<String> wanted(Derivation drv) {
    return outputs.isEmpty() ? drv.outputs().keySet() : outputs;
  }
}
