package firn.eval.value;

import org.jspecify.annotations.Nullable;

/**
 * What one {@code //} of a program remembers to be fast: the layouts it saw last, and a plan for
 * them once they came a second time. Threads may share it; what one loses only costs time.
 */
public final class Merging {
  private @Nullable Layout left;
  private @Nullable Layout right;
  private @Nullable MergePlan plan;

  /** {@code a // b}. */
  public NixAttrs merge(NixAttrs a, NixAttrs b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.update(b);
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
      MergePlan made = MergePlan.of(la, lb);
      plan = made;
      return made.merge(a.values(), b.values());
    }
    left = la;
    right = lb;
    return a.update(b);
  }
}
