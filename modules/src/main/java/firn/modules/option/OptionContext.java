package firn.modules.option;

import firn.eval.builtin.EvalContext;
import firn.eval.value.Equality;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.Value;

/** What merging options asks of the language it runs in. */
public final class OptionContext {
  private final EvalContext evaluator;

  public OptionContext(EvalContext evaluator) {
    this.evaluator = evaluator;
  }

  public EvalContext evaluator() {
    return evaluator;
  }

  /** Whether two values are equal: {@code a == b}. */
  public static boolean equal(Value a, Value b) {
    return Equality.ofForced(a.force(), b.force());
  }

  /** Whether a value can be applied; forces it. */
  public static boolean isFunction(Value value) {
    Value forced = value.force();
    return forced instanceof NixFunction
        || (forced instanceof NixAttrs set && set.has("__functor"));
  }

  /**
   * The names a function takes its argument apart into, each with whether it has a default. A set
   * with a functor may say so itself by {@code __functionArgs}.
   */
  public NixAttrs functionArgs(Value function) {
    Value f = function.force();
    if (!(f instanceof NixAttrs set)) {
      return builtin("functionArgs").call(f).asAttrs();
    }
    Value declared = set.get("__functionArgs");
    if (declared == null) {
      return functionArgs(set.require("__functor").call(f));
    }
    Value said = declared.force();
    return isFunction(said) ? said.call(f).asAttrs() : said.asAttrs();
  }

  /** A number as JSON. */
  String json(Value number) {
    return builtin("toJSON").call(number).asBytes();
  }

  private Value builtin(String name) {
    return evaluator.builtins().require(name);
  }
}
