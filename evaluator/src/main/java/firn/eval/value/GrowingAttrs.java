package firn.eval.value;

import firn.eval.error.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a loop adds to one set, a few attributes at a time, shared by all sets that are a beginning
 * of it. Nothing is merged until somebody looks at one of them.
 */
final class GrowingAttrs {
  /** Smaller sets are merged as fast. */
  private static final int WORTHWHILE = 32;

  /** The most attributes that are added at once. */
  private static final int FEW = 8;

  private final NixAttrs first;
  private final Merging by;
  private NixAttrs[] added = new NixAttrs[8];
  private int count;

  private GrowingAttrs(NixAttrs first, Merging by) {
    this.first = first;
    this.by = by;
  }

  /** The first set, with the first of what was added to it. */
  record Beginning(GrowingAttrs of, int count) {
    /** The set that comes of it. */
    NixAttrs merged() {
      return of.merged(count);
    }
  }

  /** Whether it pays to merge two sets later. */
  static boolean isWorthwhile(NixAttrs left, NixAttrs right) {
    return isLittle(right) && left.size() >= WORTHWHILE;
  }

  /**
   * Whether it is little enough to be added to a set that grows. Asking merges it, if it is still
   * growing itself: sets that wait for each other in a row would be merged one in the other.
   */
  static boolean isLittle(NixAttrs right) {
    return right.size() <= FEW;
  }

  /** {@code left // right}, as one piece of a program has it. */
  static NixAttrs begin(NixAttrs left, NixAttrs right, Merging by) {
    return new GrowingAttrs(left, by).add(right);
  }

  /**
   * {@code beginning // right}, where nothing was added to that beginning before.
   *
   * @return null where something was
   */
  static @Nullable NixAttrs append(Beginning beginning, NixAttrs right) {
    GrowingAttrs growing = beginning.of;
    synchronized (growing) {
      return growing.count == beginning.count ? growing.add(right) : null;
    }
  }

  private NixAttrs add(NixAttrs right) {
    if (count == added.length) {
      added = Arrays.copyOf(added, 2 * count);
    }
    added[count++] = right;
    return new NixAttrs(new Beginning(this, count));
  }

  private NixAttrs merged(int upTo) {
    NixAttrs[] all;
    synchronized (this) {
      all = Arrays.copyOf(added, upTo);
    }
    if (upTo == 1) {
      by.lookedAtOnce();
      return first.update(all[0]);
    }
    AttrsBuilder builder = new AttrsBuilder(first.size() + upTo);
    put(first, builder);
    for (NixAttrs more : all) {
      put(more, builder);
    }
    return builder.build();
  }

  private static void put(NixAttrs set, AttrsBuilder into) {
    Layout layout = set.layout();
    for (int i = 0; i < layout.size(); i++) {
      @Nullable Place place = layout.place(i);
      into.put(layout.symbol(i), set.value(i), place);
    }
  }
}
