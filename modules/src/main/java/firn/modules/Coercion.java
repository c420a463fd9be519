package firn.modules;

import firn.eval.builtin.EvalContext;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.NixList;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;

/** {@code toString}, for files and keys of modules. */
final class Coercion {
  private final EvalContext evaluator;

  Coercion(EvalContext evaluator) {
    this.evaluator = evaluator;
  }

  /** The value as a string without its context; a path is not copied. */
  String toBytes(Value value) {
    Value forced = value.force();
    if (forced instanceof NixString text) {
      return text.bytes();
    }
    if (forced instanceof NixPath path) {
      return path.path();
    }
    return evaluator.builtins().require("toString").call(forced).asBytes();
  }

  /** Whether {@code toString} takes the value. */
  static boolean isConvertible(Value value) {
    Value forced = value.force();
    if (forced instanceof NixAttrs set) {
      return set.has("outPath") || set.has("__toString");
    }
    if (forced instanceof NixList list) {
      return list.asJavaList().stream().allMatch(Coercion::isConvertible);
    }
    return !(forced instanceof NixFunction);
  }
}
