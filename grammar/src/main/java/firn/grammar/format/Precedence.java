package firn.grammar.format;

/** How strong operators bind. */
final class Precedence {
  static final int LOWEST = 1;
  static final int NOT = 9;
  static final int HAS_ATTRIBUTE = 13;

  private Precedence() {}

  /** The precedence of an infix operator, larger for stronger; 0 for any other token. */
  static int of(Token token) {
    if (!token.is(token.text())) {
      return 0;
    }
    return switch (token.text()) {
      case "<|", "|>" -> LOWEST;
      case "->" -> 3;
      case "||" -> 4;
      case "&&" -> 5;
      case "==", "!=" -> 6;
      case "<", ">", "<=", ">=" -> 7;
      case "//" -> 8;
      case "+", "-" -> 10;
      case "*", "/" -> 11;
      case "++" -> 12;
      case "?" -> HAS_ATTRIBUTE;
      default -> 0;
    };
  }
}
