package firn.grammar.tree;

import java.util.Set;

/** Strings and attribute names as they are written in the language. */
public final class Literals {
  private static final Set<String> KEYWORDS =
      Set.of("if", "then", "else", "assert", "with", "let", "in", "rec", "inherit");

  private Literals() {}

  /** A string in quotes, escaped so that it reads back as itself. */
  public static String string(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2);
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '$' -> {
          if (i + 1 < value.length() && value.charAt(i + 1) == '{') {
            text.append('\\');
          }
          text.append('$');
        }
        default -> text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /** An attribute name: bare where it is an identifier and no keyword, else in quotes. */
  public static String name(String name) {
    return isIdentifier(name) && !KEYWORDS.contains(name) ? name : string(name);
  }

  private static boolean isIdentifier(String name) {
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '\'' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
