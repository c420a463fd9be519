package firn.modules.schema;

import java.util.Map;

/**
 * Regular expressions as {@code builtins.match} takes them (POSIX, extended), written as JSON
 * Schema takes them (ECMA-262). Such a pattern matches a whole string.
 */
final class PosixPattern {
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "0-9A-Za-z"),
          Map.entry("alpha", "A-Za-z"),
          Map.entry("blank", " \\t"),
          Map.entry("cntrl", "\\x00-\\x1f\\x7f"),
          Map.entry("digit", "0-9"),
          Map.entry("graph", "!-~"),
          Map.entry("lower", "a-z"),
          Map.entry("print", " -~"),
          Map.entry("punct", "!-\\/:-@\\[-`{-~"),
          Map.entry("space", " \\t\\n\\r\\f\\v"),
          Map.entry("upper", "A-Z"),
          Map.entry("xdigit", "0-9A-Fa-f"));

  private PosixPattern() {}

  /** The pattern with anchors, for it is searched for there and matched here. */
  static String toEcma(String posix) {
    StringBuilder out = new StringBuilder("^(?:");
    int at = 0;
    while (at < posix.length()) {
      char c = posix.charAt(at);
      if (c == '\\' && at + 1 < posix.length()) {
        out.append(c).append(posix.charAt(at + 1));
        at += 2;
      } else if (c == '[') {
        at = brackets(posix, at, out);
      } else {
        // A slash ends a pattern in programs only, and a dot means any character here, line ends
        // included.
        out.append(c == '.' ? "[\\s\\S]" : String.valueOf(c));
        at++;
      }
    }
    return out.append(")$").toString();
  }

  /** Copies a bracket expression from {@code start}; answers where it ends. */
  private static int brackets(String posix, int start, StringBuilder out) {
    int at = start + 1;
    out.append('[');
    if (at < posix.length() && posix.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < posix.length() && (first || posix.charAt(at) != ']')) {
      first = false;
      int end = posix.startsWith("[:", at) ? posix.indexOf(":]", at) : -1;
      if (end > 0) {
        out.append(CLASSES.getOrDefault(posix.substring(at + 2, end), ""));
        at = end + 2;
        continue;
      }
      char c = posix.charAt(at);
      // Within brackets these are plain characters in POSIX.
      if (c == '\\' || c == '[' || c == ']') {
        out.append('\\');
      }
      out.append(c);
      at++;
    }
    out.append(']');
    return at + 1;
  }
}
