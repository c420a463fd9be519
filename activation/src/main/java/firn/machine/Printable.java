package firn.machine;

import java.util.regex.Pattern;

/**
 * What a program or a container said, fit to be shown: it may try to say something to the terminal
 * of whoever reads it.
 */
final class Printable {
  /** Control characters but for tabulator and line feed, among them those from 0x80 on. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]");

  private Printable() {}

  /** The text with control characters as {@code \x1b}. */
  static String of(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(match -> "\\\\x%02x".formatted((int) match.group().charAt(0)));
  }
}
