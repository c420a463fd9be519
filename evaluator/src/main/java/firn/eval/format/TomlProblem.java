package firn.eval.format;

import java.util.List;
import org.tomlj.TomlParseError;

/** What is wrong with a document, in the words of the library that Nix reads TOML with. */
final class TomlProblem {
  private TomlProblem() {}

  static String describe(String text, TomlParseError error) {
    String message = String.valueOf(error.getMessage());
    if (message.startsWith("Integer is too")) {
      return tooLarge(text.lines().toList(), error.position().line(), error.position().column());
    }
    return message + ", at " + error.position();
  }

  /** Points at the end of the number. */
  private static String tooLarge(List<String> lines, int number, int column) {
    String line = lines.get(number - 1);
    int end = column - 1;
    while (end < line.length() && "+-_0123456789abcdefABCDEFxo".indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    String margin = " ".repeat(Integer.toString(number).length() + 1);
    return "[error] toml::parse_dec_integer: too large integer: current max digits = 2^63\n"
        + margin
        + "--> fromTOML\n"
        + margin
        + " |\n "
        + number
        + " | "
        + line
        + "\n"
        + margin
        + " | "
        + " ".repeat(end)
        + "^-- must be < 2^63\n ";
  }
}
