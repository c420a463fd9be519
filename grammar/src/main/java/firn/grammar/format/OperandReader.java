package firn.grammar.format;

import firn.grammar.antlr.Lexeme;
import java.util.ArrayList;
import java.util.List;

/** Groups the tokens of operands: what may be an element of a list. */
abstract class OperandReader {
  final Tokens tokens;
  private int at;

  OperandReader(Tokens tokens) {
    this.tokens = tokens;
  }

  abstract Node expression();

  final Token peek() {
    return tokens.get(at);
  }

  final Token next() {
    Token token = tokens.get(at);
    at++;
    return token;
  }

  static boolean startsOperand(Token token) {
    return switch (token.lexeme()) {
      case NAME, LITERAL, PATH, QUOTE, INDENTED_OPEN -> true;
      case SYMBOL -> token.is("(") || token.is("[") || token.is("{");
      case KEYWORD -> token.is("rec") || token.is("let");
      default -> false;
    };
  }

  final Node operand() {
    Node subject = simple();
    if (!peek().is(".")) {
      return subject;
    }
    Token dot = next();
    Node.AttrPath path = attrPath();
    if (!isOr(peek())) {
      return new Node.Select(subject, dot, path, null, null);
    }
    Token or = next();
    return new Node.Select(subject, dot, path, or, operand());
  }

  private static boolean isOr(Token token) {
    return token.lexeme() == Lexeme.NAME && token.text().equals("or");
  }

  private Node simple() {
    Token token = peek();
    switch (token.lexeme()) {
      case QUOTE, INDENTED_OPEN -> {
        return string();
      }
      case PATH -> {
        return path();
      }
      case KEYWORD -> {
        Token prefix = next();
        Token open = next();
        List<Node> items = bindings("}");
        return new Node.Brackets(prefix, open, items, next());
      }
      default -> {}
    }
    switch (token.text()) {
      case "(" -> {
        Token open = next();
        Node value = expression();
        return new Node.Parentheses(open, value, next());
      }
      case "[" -> {
        Token open = next();
        List<Node> items = new ArrayList<>();
        while (!peek().is("]")) {
          items.add(operand());
        }
        return new Node.Brackets(null, open, items, next());
      }
      case "{" -> {
        Token open = next();
        List<Node> items = bindings("}");
        return new Node.Brackets(null, open, items, next());
      }
      default -> {
        return new Node.Atom(next());
      }
    }
  }

  private Node string() {
    Token open = next();
    List<Node> parts = new ArrayList<>();
    while (peek().lexeme() != Lexeme.QUOTE) {
      parts.add(textPart());
    }
    Node.Text.Kind kind =
        open.lexeme() == Lexeme.QUOTE ? Node.Text.Kind.QUOTED : Node.Text.Kind.INDENTED;
    return new Node.Text(open, parts, next(), kind);
  }

  private Node path() {
    Token head = next();
    List<Node> parts = new ArrayList<>(List.of(new Node.Atom(head)));
    while (peek().lexeme() == Lexeme.PATH_TEXT || isPathInterpolation()) {
      parts.add(textPart());
    }
    return parts.size() == 1
        ? parts.getFirst()
        : new Node.Text(head, parts, parts.getLast().last(), Node.Text.Kind.PATH);
  }

  /** Only a path may have an interpolation right behind it, where no operand starts. */
  private boolean isPathInterpolation() {
    return peek().lexeme() == Lexeme.INTERPOLATION;
  }

  private Node textPart() {
    if (peek().lexeme() != Lexeme.INTERPOLATION) {
      return new Node.Atom(next());
    }
    Token open = next();
    Node value = expression();
    return new Node.Interpolation(open, value, next());
  }

  final Node.AttrPath attrPath() {
    List<Node> parts = new ArrayList<>(List.of(attribute()));
    while (peek().is(".")) {
      parts.add(new Node.Atom(next()));
      parts.add(attribute());
    }
    return new Node.AttrPath(parts);
  }

  private Node attribute() {
    return peek().lexeme() == Lexeme.QUOTE ? string() : textPart();
  }

  final List<Node> bindings(String end) {
    List<Node> bindings = new ArrayList<>();
    while (!peek().is(end)) {
      bindings.add(peek().is("inherit") ? inherit() : binding());
    }
    return bindings;
  }

  private Node binding() {
    Node.AttrPath path = attrPath();
    Token equals = next();
    Node value = expression();
    return new Node.Binding(path, equals, value, next());
  }

  private Node inherit() {
    Token keyword = next();
    Node source = peek().is("(") ? operand() : null;
    List<Node> names = new ArrayList<>();
    while (!peek().is(";")) {
      names.add(attribute());
    }
    return new Node.Inherit(keyword, source, names, next());
  }
}
