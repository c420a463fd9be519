package firn.eval.value;

import org.jspecify.annotations.Nullable;

/**
 * What one {@code //} of a program remembers to be fast: the layouts it saw last, and a plan for
 * them once they came a second time. Threads may share it; what one loses only costs time.
 */
public final class Merging {
  /** How often merging later may be of no use before it is given up. */
  private static final int PATIENCE = 8;

  private @Nullable Layout left;
  private @Nullable Layout right;
  private @Nullable MergePlan plan;

  /** What was made last: if it comes back as the left side, a loop adds to it. */
  private @Nullable Layout made;

  /** How many sets that were left to be merged later were looked at right away. */
  private int lookedAt;

  /** {@code a // b}. */
  public NixAttrs merge(NixAttrs a, NixAttrs b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.update(b);
    }
    GrowingAttrs.Beginning beginning = a.beginning();
    if (beginning != null && GrowingAttrs.isLittle(b)) {
      NixAttrs grown = GrowingAttrs.append(beginning, b);
      if (grown != null) {
        return grown;
      }
    }
    Layout la = a.layout();
    Layout lb = b.layout();
    MergePlan known = plan;
    if (known != null && known.suits(la, lb)) {
      if (Counters.ON) {
        Counters.updates++;
        Counters.updatesPlanned++;
        Counters.updatedAttributes += la.size() + lb.size();
      }
      return known.merge(a.values(), b.values());
    }
    if (left == la && right == lb && la != lb) {
      MergePlan fresh = MergePlan.of(la, lb);
      plan = fresh;
      return fresh.merge(a.values(), b.values());
    }
    left = la;
    right = lb;
    if (made == la && lookedAt < PATIENCE && GrowingAttrs.isWorthwhile(a, b)) {
      return GrowingAttrs.begin(a, b, this);
    }
    NixAttrs merged = a.update(b);
    made = merged.layout();
    return merged;
  }

  /** Told of a set that was left to be merged, and then looked at before more was added to it. */
  void lookedAtOnce() {
    lookedAt++;
  }
}
