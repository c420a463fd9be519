package firn.eval.print;

import firn.eval.error.EvalException;
import firn.eval.value.CallStack;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Forces a value and everything in it; what contains itself is visited once. */
public final class DeepForce {
  private static final int MAX_DEPTH = 10_000;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private DeepForce() {}

  public static void force(Value value) {
    new DeepForce().visit(value, 0);
  }

  private void visit(Value value, int depth) {
    if (depth > MAX_DEPTH) {
      throw CallStack.tooDeep();
    }
    switch (value.force()) {
      case NixAttrs set when seen.add(set) -> attrs(set, depth);
      case NixList list when seen.add(list) -> list(list, depth);
      default -> {}
    }
  }

  private void attrs(NixAttrs set, int depth) {
    for (int i = 0; i < set.size(); i++) {
      try {
        visit(set.value(i), depth + 1);
      } catch (EvalException e) {
        throw e.frame(
            "while evaluating the attribute '" + set.symbol(i) + "'", set.layout().place(i));
      }
    }
  }

  private void list(NixList list, int depth) {
    for (int i = 0; i < list.size(); i++) {
      try {
        visit(list.get(i), depth + 1);
      } catch (EvalException e) {
        throw e.frame("while evaluating list element at index " + i, null);
      }
    }
  }
}
