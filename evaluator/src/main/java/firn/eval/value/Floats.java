package firn.eval.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The text of floating-point numbers, as C's {@code printf} and C++'s streams write them. */
public final class Floats {
  private Floats() {}

  /** As shown when printed: six significant digits ({@code %g}). */
  public static String display(double value) {
    if (Double.isNaN(value)) {
      // The sign of a NaN shows in C's output.
      return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= 6) {
      BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
      int size = Math.abs(exponent);
      return mantissa.toPlainString()
          + (exponent < 0 ? "e-" : "e+")
          + (size < 10 ? "0" : "")
          + size;
    }
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** As coerced to a string: six digits after the point ({@code %f}). */
  public static String fixed(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return display(value);
    }
    String text = new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    boolean lostSign = 1 / value < 0 || (value < 0 && !text.startsWith("-"));
    return lostSign && !text.startsWith("-") ? "-" + text : text;
  }
}
