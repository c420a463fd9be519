package firn.dbus;

/** A signature and how far it is read. */
final class Signature {
  private final String text;
  private int at;

  Signature(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  int position() {
    return at;
  }

  void position(int at) {
    this.at = at;
  }

  char peek() throws ProtocolException {
    if (atEnd()) {
      throw new ProtocolException("the signature " + text + " is not complete");
    }
    return text.charAt(at);
  }

  char next() throws ProtocolException {
    char type = peek();
    at++;
    return type;
  }

  /** Goes past one complete type. */
  void skip() throws ProtocolException {
    int open = 0;
    char type;
    do {
      type = next();
      switch (type) {
        case '(', '{' -> open++;
        case ')', '}' -> open--;
        default -> {}
      }
      // What an array is of belongs to it.
    } while (open > 0 || type == 'a');
  }

  /** The multiple at which values of a type begin. */
  static int alignment(char type) {
    return switch (type) {
      case 'n', 'q' -> 2;
      case 'b', 'i', 'u', 'h', 's', 'o', 'a' -> 4;
      case 'x', 't', 'd', '(', '{' -> 8;
      default -> 1;
    };
  }
}
