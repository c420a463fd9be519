package firn.eval.library;

/** Rewrites POSIX extended regular expressions for {@link java.util.regex.Pattern}. */
final class PosixSyntax {
  private final String regex;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private PosixSyntax(String regex) {
    this.regex = regex;
  }

  static String toJava(String regex) {
    return new PosixSyntax(regex).rewrite();
  }

  private String rewrite() {
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      switch (c) {
        case '[' -> bracket();
        case '\\' -> {
          if (at < regex.length()) {
            char escaped = regex.charAt(at++);
            out.append(Character.isLetterOrDigit(escaped) ? "" : "\\").append(escaped);
          } else {
            out.append('\\');
          }
        }
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private void bracket() {
    out.append('[');
    if (at < regex.length() && regex.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      if (c == ']' && !first) {
        out.append(']');
        return;
      }
      first = false;
      if (c == '[' && at < regex.length() && regex.charAt(at) == ':') {
        int end = regex.indexOf(":]", at);
        if (end > 0) {
          out.append("\\p{").append(javaClass(regex.substring(at + 1, end))).append('}');
          at = end + 2;
          continue;
        }
      }
      if (c != '-' && !Character.isLetterOrDigit(c)) {
        out.append('\\');
      } else if (c == '-' && (at == regex.length() || regex.charAt(at) == ']')) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  private static String javaClass(String name) {
    return switch (name) {
      case "alnum" -> "Alnum";
      case "alpha" -> "Alpha";
      case "blank" -> "Blank";
      case "cntrl" -> "Cntrl";
      case "digit" -> "Digit";
      case "graph" -> "Graph";
      case "lower" -> "Lower";
      case "print" -> "Print";
      case "punct" -> "Punct";
      case "space" -> "Space";
      case "upper" -> "Upper";
      case "xdigit" -> "XDigit";
      default -> name;
    };
  }
}
