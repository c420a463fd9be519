package firn.modules.option;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A condition or an override around a whole set of definitions, pushed down to each of them.
 *
 * <p>Properties around a set stay unevaluated until the definitions of one option are looked at, or
 * a condition could not depend on {@code config}. Chained innermost first, since every level adds
 * within.
 *
 * @param kind {@link Properties#IF} or {@link Properties#OVERRIDE}
 * @param operand the condition or the priority, perhaps a thunk
 * @param outer the next property outwards
 */
record Pushed(String kind, Value operand, @Nullable Pushed outer) {

  /** The value within this property and all properties outwards, as the language writes it. */
  static Value around(@Nullable Pushed innermost, Value value) {
    Value result = value;
    for (Pushed at = innermost; at != null; at = at.outer) {
      result = at.wrap(result);
    }
    return result;
  }

  /** The value within this property alone. */
  NixAttrs wrap(Value content) {
    boolean condition = kind.equals(Properties.IF);
    return new AttrsBuilder(3)
        .put(Properties.TYPE, Properties.name(kind))
        .put(condition ? Properties.CONDITION : Properties.PRIORITY, operand)
        .put(Properties.CONTENT, content)
        .build();
  }
}
