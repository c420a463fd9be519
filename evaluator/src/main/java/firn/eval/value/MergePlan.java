package firn.eval.value;

import firn.eval.error.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the attributes of two layouts come together in {@code a // b}. A piece of program mostly
 * merges sets of the same two layouts; then there is one layout for all the results, and no name is
 * looked at again.
 */
final class MergePlan {
  private final Layout left;
  private final Layout right;
  private final Layout merged;

  /** For each attribute its index on the left, or the complement of that on the right. */
  private final int[] origins;

  private MergePlan(Layout left, Layout right, Layout merged, int[] origins) {
    this.left = left;
    this.right = right;
    this.merged = merged;
    this.origins = origins;
  }

  boolean suits(Layout a, Layout b) {
    return left == a && right == b;
  }

  NixAttrs merge(Value[] a, Value[] b) {
    int[] from = origins;
    Value[] values = new Value[from.length];
    for (int i = 0; i < values.length; i++) {
      int at = from[i];
      values[i] = at >= 0 ? a[at] : b[~at];
    }
    return new NixAttrs(merged, values);
  }

  static MergePlan of(Layout a, Layout b) {
    int max = a.size() + b.size();
    int[] ids = new int[max];
    int[] origins = new int[max];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      boolean fromRight = i >= a.size() || (j < b.size() && b.ids[j] <= a.ids[i]);
      if (fromRight) {
        i += i < a.size() && b.ids[j] == a.ids[i] ? 1 : 0;
        ids[n] = b.ids[j];
        origins[n] = ~j++;
      } else {
        ids[n] = a.ids[i];
        origins[n] = i++;
      }
      n++;
    }
    ids = n == a.size() ? a.ids : n == b.size() ? b.ids : Arrays.copyOf(ids, n);
    origins = Arrays.copyOf(origins, n);
    @Nullable Place @Nullable [] places = null;
    if (a.hasPlaces() || b.hasPlaces()) {
      places = new @Nullable Place[n];
      for (int k = 0; k < n; k++) {
        places[k] = origins[k] >= 0 ? a.place(origins[k]) : b.place(~origins[k]);
      }
    }
    return new MergePlan(a, b, new Layout(ids, places), origins);
  }
}
