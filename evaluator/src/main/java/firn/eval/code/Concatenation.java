package firn.eval.code;

import firn.eval.value.CallStack;
import firn.eval.value.ListPrefix;
import firn.eval.value.NixList;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists that a run of tail calls leaves in front of its last value. A function that answers
 * {@code [ … ] ++ itself (tail list)} thus costs no depth, and each element is copied once.
 */
final class Concatenation {
  /** How many times the depth of calls such lists may nest: what ends does not need as many. */
  private static final int TIMES_DEEPER = 1000;

  private final List<ListPrefix> prefixes = new ArrayList<>();
  private int total;

  /** Takes what the pending call leaves behind, if it leaves anything; the new total otherwise. */
  static @Nullable Concatenation take(CallStack stack, @Nullable Concatenation before) {
    ListPrefix prefix = stack.tailPrefix;
    if (prefix == null) {
      return before;
    }
    stack.tailPrefix = null;
    Concatenation all = before == null ? new Concatenation() : before;
    for (ListPrefix p = prefix; p != null; p = p.next()) {
      all.prefixes.add(p);
      all.total += p.list().size();
    }
    if (all.prefixes.size() > (long) stack.maxDepth * TIMES_DEEPER) {
      throw CallStack.tooDeep();
    }
    return all;
  }

  /** The lists, and behind them the value of the last call. */
  Value finish(Value last) {
    NixList end = ((ConcatNode) prefixes.getLast().origin()).list(last);
    Value[] items = new Value[Math.addExact(total, end.size())];
    int at = 0;
    for (ListPrefix prefix : prefixes) {
      NixList list = prefix.list();
      System.arraycopy(list.items(), 0, items, at, list.size());
      at += list.size();
    }
    System.arraycopy(end.items(), 0, items, at, end.size());
    return NixList.wrap(items);
  }
}
