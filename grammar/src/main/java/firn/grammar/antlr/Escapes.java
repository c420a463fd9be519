package firn.grammar.antlr;

/** Backslashes and line ends in quoted strings. */
final class Escapes {

  private Escapes() {}

  /**
   * The meaning of a text between quotes: {@code \n}, {@code \r} and {@code \t} are what they are
   * in C, another byte after a backslash is itself, and a line end of any kind is a newline.
   */
  static String resolve(String text, int start, int end) {
    int plain = start;
    while (plain < end && text.charAt(plain) != '\\' && text.charAt(plain) != '\r') {
      plain++;
    }
    if (plain == end) {
      return text.substring(start, end);
    }
    StringBuilder meaning = new StringBuilder(end - start);
    meaning.append(text, start, plain);
    for (int i = plain; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < end) {
        i++;
        char escaped = text.charAt(i);
        meaning.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escaped;
            });
      } else if (c == '\r') {
        meaning.append('\n');
        if (i + 1 < end && text.charAt(i + 1) == '\n') {
          i++;
        }
      } else {
        meaning.append(c);
      }
    }
    return meaning.toString();
  }
}
