package firn.eval.print;

import firn.eval.error.EvalException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Strings and numbers of JSON as bytes, written as Nix's JSON library writes them. */
public final class JsonText {
  private static final int MAX_PLAIN_EXPONENT = 15;
  private static final int MIN_PLAIN_EXPONENT = -4;

  private JsonText() {}

  /**
   * Appends a string literal.
   *
   * @throws EvalException if the bytes are not UTF-8
   */
  public static void quote(String bytes, StringBuilder out) {
    out.append('"');
    boolean ascii = true;
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      ascii &= c < 0x80;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
    if (!ascii) {
      checkUtf8(bytes);
    }
  }

  private static void checkUtf8(String bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
    CharBuffer decoded = CharBuffer.allocate(bytes.length());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, decoded, true);
    if (result.isError()) {
      throw new EvalException(
          "JSON serialization error: [json.exception.type_error.316] invalid UTF-8 byte at index "
              + in.position()
              + ": 0x"
              + "%02X".formatted((int) bytes.charAt(in.position())));
    }
  }

  /** A number: the fewest digits that read back as the same, always with a point or exponent. */
  public static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "null";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String digits = decimal.unscaledValue().abs().toString();
    int point = digits.length() - decimal.scale();
    String sign = value < 0 ? "-" : "";
    if (point > 0 && point <= MAX_PLAIN_EXPONENT) {
      String whole =
          digits.length() <= point
              ? digits + "0".repeat(point - digits.length()) + ".0"
              : digits.substring(0, point) + "." + digits.substring(point);
      return sign + whole;
    }
    if (point > MIN_PLAIN_EXPONENT && point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size = Integer.toString(Math.abs(exponent));
    return sign + mantissa + (exponent < 0 ? "e-" : "e+") + (size.length() < 2 ? "0" : "") + size;
  }
}
