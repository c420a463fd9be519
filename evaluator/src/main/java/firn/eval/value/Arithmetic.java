package firn.eval.value;

import firn.eval.error.EvalException;

/** The four operations on numbers. An integer with a float gives a float. */
public enum Arithmetic {
  ADD("add", "adding", "+", "argument of the addition"),
  SUBTRACT("sub", "subtracting", "-", "argument of the subtraction"),
  MULTIPLY("mul", "multiplying", "*", "argument of the multiplication"),
  DIVIDE("div", "dividing", "/", "operand of the division");

  private final String builtinName;
  private final String participle;
  private final String sign;
  private final String noun;

  Arithmetic(String builtinName, String participle, String sign, String noun) {
    this.builtinName = builtinName;
    this.participle = participle;
    this.sign = sign;
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
    Value a = left.force();
    Value b = right.force();
    if (a instanceof NixInt x && b instanceof NixInt y) {
      return NixInt.of(integers(x.value(), y.value()));
    }
    // Where one side is a float, the other is expected to be one too.
    boolean floats = a instanceof NixFloat || b instanceof NixFloat;
    if (this == DIVIDE) {
      if (number(b, "second", true) == 0) {
        throw new EvalException("division by zero");
      }
      return new NixFloat(number(a, "first", floats) / number(b, "second", floats));
    }
    double x = number(a, "first", floats);
    double y = number(b, "second", floats);
    return new NixFloat(
        switch (this) {
          case ADD -> x + y;
          case SUBTRACT -> x - y;
          case MULTIPLY -> x * y;
          case DIVIDE -> x / y;
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
      throw new EvalException(
          "integer overflow in " + participle + " " + x + " " + sign + " " + y, e);
    }
  }

  private double number(Value v, String ordinal, boolean floats) {
    return switch (v) {
      case NixInt i -> (double) i.value();
      case NixFloat f -> f.value();
      default ->
          throw Expected.error(floats ? ValueType.FLOAT.described() : ValueType.INT.described(), v)
              .frame("while evaluating the " + ordinal + " " + noun, null);
    };
  }
}
