package firn.grammar.format;

import firn.grammar.antlr.Lexeme;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups the tokens of a source into nodes. The parser has accepted the source before, so nothing
 * is checked here.
 */
final class NodeReader extends OperandReader {

  NodeReader(Tokens tokens) {
    super(tokens);
  }

  @Override
  Node expression() {
    Token token = peek();
    if (token.lexeme() == Lexeme.PARAMETER || token.lexeme() == Lexeme.PATTERN_OPEN) {
      Node parameter = parameter();
      Token colon = next();
      return new Node.Lambda(parameter, colon, expression());
    }
    if (token.lexeme() == Lexeme.KEYWORD) {
      switch (token.text()) {
        case "let" -> {
          if (tokens.after(token).text().equals("{")) {
            return operation(Precedence.LOWEST);
          }
          Token let = next();
          List<Node> bindings = bindings("in");
          Token in = next();
          return new Node.Let(let, bindings, in, expression());
        }
        case "with", "assert" -> {
          Token keyword = next();
          Node value = expression();
          Token semicolon = next();
          return new Node.Statement(keyword, value, semicolon, expression());
        }
        case "if" -> {
          Token keyword = next();
          Node condition = expression();
          Token then = next();
          Node consequence = expression();
          Token otherwise = next();
          return new Node.If(keyword, condition, then, consequence, otherwise, expression());
        }
        default -> {}
      }
    }
    return operation(Precedence.LOWEST);
  }

  private Node parameter() {
    List<Token> before = new ArrayList<>();
    if (peek().lexeme() == Lexeme.PARAMETER) {
      Token name = next();
      if (!peek().is("@")) {
        return new Node.Atom(name);
      }
      before.add(name);
      before.add(next());
    }
    Token open = next();
    List<Node.Formal> formals = new ArrayList<>();
    while (!peek().is("}")) {
      formals.add(formal());
    }
    Token close = next();
    List<Token> after = new ArrayList<>();
    if (peek().is("@")) {
      after.add(next());
      after.add(next());
    }
    return new Node.Pattern(before, open, formals, close, after);
  }

  private Node.Formal formal() {
    Token name = next();
    Token question = null;
    Node orElse = null;
    if (peek().is("?")) {
      question = next();
      orElse = expression();
    }
    Token comma = peek().is(",") ? next() : null;
    return new Node.Formal(name, question, orElse, comma);
  }

  /** Operands and operators that bind at least as strong as {@code weakest}. */
  private Node operation(int weakest) {
    Node left = prefixed(weakest);
    while (true) {
      int precedence = Precedence.of(peek());
      if (precedence < weakest) {
        return left;
      }
      if (precedence == Precedence.HAS_ATTRIBUTE) {
        Token question = next();
        left = new Node.Operation(List.of(left, attrPath()), List.of(question));
        continue;
      }
      List<Node> operands = new ArrayList<>(List.of(left));
      List<Token> operators = new ArrayList<>();
      while (Precedence.of(peek()) == precedence) {
        operators.add(next());
        operands.add(operation(precedence + 1));
      }
      left = new Node.Operation(operands, operators);
    }
  }

  private Node prefixed(int weakest) {
    if (peek().is("!")) {
      return new Node.Prefix(next(), operation(Precedence.NOT));
    }
    if (peek().is("-")) {
      return new Node.Prefix(next(), prefixed(weakest));
    }
    return application();
  }

  private Node application() {
    Node function = operand();
    List<Node> arguments = new ArrayList<>();
    while (startsOperand(peek())) {
      arguments.add(operand());
    }
    return arguments.isEmpty() ? function : new Node.Application(function, arguments);
  }
}
