package firn.eval.value;

import firn.eval.error.EvalException;

/** The four operations on numbers. An integer with a float gives a float. */
public enum Arithmetic {
  ADD("add", "addition"),
  SUBTRACT("sub", "subtraction"),
  MULTIPLY("mul", "multiplication"),
  DIVIDE("div", "division");

  private final String builtinName;
  private final String noun;

  Arithmetic(String builtinName, String noun) {
    this.builtinName = builtinName;
    this.noun = noun;
  }

  /** The builtin that means the same. */
  public String builtinName() {
    return builtinName;
  }

  /**
   * Applies the operation.
   *
   * @throws EvalException if an operand is no number, the result overflows, or the divisor is 0
   */
  public Value apply(Value left, Value right) {
    Value a = operand(left, "first");
    Value b = operand(right, "second");
    if (a instanceof NixInt x && b instanceof NixInt y) {
      return NixInt.of(integers(x.value(), y.value()));
    }
    double x = toDouble(a);
    double y = toDouble(b);
    return new NixFloat(
        switch (this) {
          case ADD -> x + y;
          case SUBTRACT -> x - y;
          case MULTIPLY -> x * y;
          case DIVIDE -> {
            if (y == 0) {
              throw new EvalException("division by zero");
            }
            yield x / y;
          }
        });
  }

  private long integers(long x, long y) {
    try {
      return switch (this) {
        case ADD -> Math.addExact(x, y);
        case SUBTRACT -> Math.subtractExact(x, y);
        case MULTIPLY -> Math.multiplyExact(x, y);
        case DIVIDE -> {
          if (y == 0) {
            throw new EvalException("division by zero");
          }
          yield Math.divideExact(x, y);
        }
      };
    } catch (ArithmeticException e) {
      String operator =
          switch (this) {
            case ADD -> "adding " + x + " + ";
            case SUBTRACT -> "subtracting " + x + " - ";
            case MULTIPLY -> "multiplying " + x + " * ";
            case DIVIDE -> "dividing " + x + " / ";
          };
      throw new EvalException("integer overflow in " + operator + y, e);
    }
  }

  private Value operand(Value operand, String ordinal) {
    try {
      Value v = operand.force();
      if (v instanceof NixInt || v instanceof NixFloat) {
        return v;
      }
      throw Expected.error(ValueType.INT.described(), v);
    } catch (EvalException e) {
      throw e.frame("while evaluating the " + ordinal + " argument of the " + noun, null);
    }
  }

  private static double toDouble(Value v) {
    return v instanceof NixInt i ? (double) i.value() : ((NixFloat) v).value();
  }
}
