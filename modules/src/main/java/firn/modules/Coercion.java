package firn.modules;

import firn.eval.builtin.EvalContext;
import firn.eval.value.NixAttrs;
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
    return switch (value.force()) {
      case NixString s -> s.bytes();
      case NixPath p -> p.path();
      case Value other -> evaluator.builtins().require("toString").call(other).asBytes();
    };
  }

  /** Whether {@code toString} takes the value. */
  static boolean isConvertible(Value value) {
    return switch (value.force()) {
      case NixAttrs set -> set.has("outPath") || set.has("__toString");
      case NixList list -> list.asJavaList().stream().allMatch(Coercion::isConvertible);
      case firn.eval.value.NixFunction f -> false;
      default -> true;
    };
  }
}
