package firn.eval.text;

import java.util.BitSet;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The classes of bytes in the C locale (POSIX.1-2024, section 7.3.1). */
final class CharacterClasses {

  private CharacterClasses() {}

  static void add(String name, BitSet bytes, Function<String, InvalidRegexException> invalid) {
    IntPredicate member =
        switch (name) {
          case "alnum" -> c -> isAlpha(c) || isDigit(c);
          case "alpha" -> CharacterClasses::isAlpha;
          case "blank" -> c -> c == ' ' || c == '\t';
          case "cntrl" -> c -> c < 0x20 || c == 0x7f;
          case "digit", "d" -> CharacterClasses::isDigit;
          case "graph" -> c -> c > 0x20 && c < 0x7f;
          case "lower" -> c -> c >= 'a' && c <= 'z';
          case "print" -> c -> c >= 0x20 && c < 0x7f;
          case "punct" -> c -> c > 0x20 && c < 0x7f && !isAlpha(c) && !isDigit(c);
          case "space", "s" -> c -> c == ' ' || (c >= '\t' && c <= '\r');
          case "upper" -> c -> c >= 'A' && c <= 'Z';
          case "w" -> c -> isAlpha(c) || isDigit(c) || c == '_';
          case "xdigit" -> c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
          default -> throw invalid.apply("unknown character class '" + name + "'");
        };
    for (int c = 0; c < 256; c++) {
      if (member.test(c)) {
        bytes.set(c);
      }
    }
  }

  static boolean isAlpha(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
