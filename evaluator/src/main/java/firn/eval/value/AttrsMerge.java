package firn.eval.value;

import firn.eval.error.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code a // b} on the arrays of two sets. */
final class AttrsMerge {
  private AttrsMerge() {}

  static NixAttrs merge(NixAttrs left, NixAttrs right) {
    Layout a = left.layout();
    Layout b = right.layout();
    Value[] va = left.values();
    Value[] vb = right.values();
    if (Counters.ON) {
      Counters.updates++;
      Counters.updatedAttributes += va.length + vb.length;
    }
    if (a == b) {
      return right;
    }
    if (vb.length <= 4 && va.length > 16) {
      NixAttrs replaced = replaceFew(left, right);
      if (replaced != null) {
        return replaced;
      }
    }
    int max = va.length + vb.length;
    int[] ids = new int[max];
    Value[] values = new Value[max];
    boolean placed = a.hasPlaces() || b.hasPlaces();
    @Nullable Place @Nullable [] places = placed ? new @Nullable Place[max] : null;
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < va.length || j < vb.length) {
      boolean fromRight = i >= va.length || (j < vb.length && b.ids[j] <= a.ids[i]);
      if (fromRight) {
        if (i < va.length && b.ids[j] == a.ids[i]) {
          i++;
        }
        ids[n] = b.ids[j];
        values[n] = vb[j];
        if (places != null) {
          places[n] = b.place(j);
        }
        j++;
      } else {
        ids[n] = a.ids[i];
        values[n] = va[i];
        if (places != null) {
          places[n] = a.place(i);
        }
        i++;
      }
      n++;
    }
    if (n < max) {
      // The names of one side are often all there are: then they stand in memory once.
      ids = n == va.length ? a.ids : n == vb.length ? b.ids : Arrays.copyOf(ids, n);
      values = Arrays.copyOf(values, n);
      places = places == null ? null : Arrays.copyOf(places, n);
    }
    return new NixAttrs(new Layout(ids, places), values);
  }

  /** The case that every name of a small right side stands on the left, without places to move. */
  private static @Nullable NixAttrs replaceFew(NixAttrs left, NixAttrs right) {
    Layout a = left.layout();
    if (a.hasPlaces() || right.layout().hasPlaces()) {
      return null;
    }
    Value[] values = left.values().clone();
    for (int j = 0; j < right.size(); j++) {
      int at = a.indexOf(right.symbol(j));
      if (at < 0) {
        return null;
      }
      values[at] = right.value(j);
    }
    return new NixAttrs(a, values);
  }
}
