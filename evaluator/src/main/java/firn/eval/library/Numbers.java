package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.value.Arithmetic;
import firn.eval.value.Expected;
import firn.eval.value.Floats;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.Ordering;
import firn.eval.value.Value;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Builtins on numbers. */
final class Numbers {
  private Numbers() {}

  static List<Builtin> all() {
    return List.of(
        arithmetic(Arithmetic.ADD, "The sum of *e1* and *e2*."),
        arithmetic(Arithmetic.SUBTRACT, "The difference of *e1* and *e2*."),
        arithmetic(Arithmetic.MULTIPLY, "The product of *e1* and *e2*."),
        arithmetic(Arithmetic.DIVIDE, "The quotient of *e1* and *e2*; of integers, towards zero."),
        bits("bitAnd", "The bitwise AND of *e1* and *e2*.", (a, b) -> a & b),
        bits("bitOr", "The bitwise OR of *e1* and *e2*.", (a, b) -> a | b),
        bits("bitXor", "The bitwise XOR of *e1* and *e2*.", (a, b) -> a ^ b),
        Builtin.binary(
            "lessThan",
            "e1",
            "e2",
            "Whether *e1* comes before *e2*: numbers, strings, paths or lists.",
            (a, b) -> NixBool.of(Ordering.less(a, b))),
        rounding("ceil", "*number* rounded up to an integer.", Math::ceil),
        rounding("floor", "*number* rounded down to an integer.", Math::floor));
  }

  private static Builtin arithmetic(Arithmetic operation, String documentation) {
    return Builtin.binary(operation.builtinName(), "e1", "e2", documentation, operation::apply);
  }

  private static Builtin bits(String name, String documentation, LongBinaryOperator operation) {
    String first = Args.first(name);
    String second = Args.second(name);
    return Builtin.binary(
        name,
        "e1",
        "e2",
        documentation,
        (a, b) ->
            NixInt.of(operation.applyAsLong(Args.integer(a, first), Args.integer(b, second))));
  }

  private static Builtin rounding(
      String name, String documentation, DoubleUnaryOperator operation) {
    return Builtin.unary(name, "number", documentation, v -> round(v, name, operation));
  }

  private static Value round(Value v, String name, DoubleUnaryOperator operation) {
    Value number = v.force();
    if (number instanceof NixInt) {
      return number;
    }
    if (!(number instanceof NixFloat f)) {
      throw Expected.error("a float", number)
          .frame("while evaluating the first argument passed to builtins." + name, null);
    }
    double rounded = operation.applyAsDouble(f.value());
    if (rounded >= -0x1p63 && rounded < 0x1p63) {
      return NixInt.of((long) rounded);
    }
    throw new EvalException(
        "NixFloat argument " + Floats.display(f.value()) + " is not in the range of NixInt");
  }
}
