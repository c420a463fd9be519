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
  private final CallStack stack = CallStack.current();

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private DeepForce() {}

  public static void force(Value value) {
    new DeepForce().visit(value);
  }

  private void visit(Value value) {
    stack.enter();
    try {
      switch (value.force()) {
        case NixAttrs set when seen.add(set) -> attrs(set);
        case NixList list when seen.add(list) -> list(list);
        default -> {}
      }
    } finally {
      stack.leave();
    }
  }

  private void attrs(NixAttrs set) {
    for (int i = 0; i < set.size(); i++) {
      try {
        visit(set.value(i));
      } catch (EvalException e) {
        throw e.frame(
            "while evaluating the attribute '" + set.symbol(i) + "'", set.layout().place(i));
      }
    }
  }

  private void list(NixList list) {
    for (int i = 0; i < list.size(); i++) {
      try {
        visit(list.get(i));
      } catch (EvalException e) {
        throw e.frame("while evaluating list element at index " + i, null);
      }
    }
  }
}
