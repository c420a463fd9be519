package firn.grammar.format;

import firn.grammar.antlr.Lexeme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a source as it is written: every token is in exactly one place of the tree. */
sealed interface Node {

  Token first();

  Token last();

  /** One token that is an expression: a name, a number, a path. */
  record Atom(Token token) implements Node {
    @Override
    public Token first() {
      return token;
    }

    @Override
    public Token last() {
      return token;
    }
  }

  /**
   * What is written together without white space between its tokens.
   *
   * @param parts tokens of text as {@link Atom}s, interpolations as {@link Interpolation}s
   */
  record Text(Token first, List<Node> parts, Token last, Kind kind) implements Node {
    /** The notation. */
    enum Kind {
      QUOTED,
      INDENTED,
      /** A path; its first and last tokens are in its parts. */
      PATH
    }
  }

  /** {@code ${value}}. */
  record Interpolation(Token first, Node value, Token last) implements Node {}

  /** {@code (value)}. */
  record Parentheses(Token first, Node value, Token last) implements Node {}

  /**
   * {@code [ … ]}, {@code { … }}, {@code rec { … }} or the old {@code let { … }}.
   *
   * @param prefix the keyword
   * @param open the bracket
   */
  record Brackets(@Nullable Token prefix, Token open, List<Node> items, Token last)
      implements Node {
    @Override
    public Token first() {
      return prefix == null ? open : prefix;
    }

    boolean isList() {
      return open.is("[");
    }
  }

  /**
   * {@code a.b."c"}: what a binding defines or a selection follows.
   *
   * @param parts names and the dots between them
   */
  record AttrPath(List<Node> parts) implements Node {
    @Override
    public Token first() {
      return parts.getFirst().first();
    }

    @Override
    public Token last() {
      return parts.getLast().last();
    }
  }

  /** {@code subject.path or orElse}; the last two may be missing. */
  record Select(Node subject, Token dot, AttrPath path, @Nullable Token or, @Nullable Node orElse)
      implements Node {
    @Override
    public Token first() {
      return subject.first();
    }

    @Override
    public Token last() {
      return orElse == null ? path.last() : orElse.last();
    }
  }

  /** {@code function argument …}. */
  record Application(Node function, List<Node> arguments) implements Node {
    @Override
    public Token first() {
      return function.first();
    }

    @Override
    public Token last() {
      return arguments.getLast().last();
    }
  }

  /** {@code !a} or {@code -a}. */
  record Prefix(Token first, Node operand) implements Node {

    /** The operator as it is written before its operand: a path would swallow a minus. */
    String sign() {
      return operand.first().lexeme() == Lexeme.PATH ? first.text() + " " : first.text();
    }

    @Override
    public Token last() {
      return operand.last();
    }
  }

  /**
   * Operands of one precedence in a row.
   *
   * @param operators one less than there are operands
   */
  record Operation(List<Node> operands, List<Token> operators) implements Node {
    @Override
    public Token first() {
      return operands.getFirst().first();
    }

    @Override
    public Token last() {
      return operands.getLast().last();
    }
  }

  /** {@code parameter: body}; the parameter is an {@link Atom} or a {@link Pattern}. */
  record Lambda(Node parameter, Token colon, Node body) implements Node {
    @Override
    public Token first() {
      return parameter.first();
    }

    @Override
    public Token last() {
      return body.last();
    }
  }

  /**
   * {@code whole@{ formals }} or {@code { formals }@whole}.
   *
   * @param before {@code whole} and {@code @} before the brace, or nothing
   * @param after {@code @} and {@code whole} after it, or nothing
   */
  record Pattern(
      List<Token> before, Token open, List<Formal> formals, Token close, List<Token> after)
      implements Node {
    @Override
    public Token first() {
      return before.isEmpty() ? open : before.getFirst();
    }

    @Override
    public Token last() {
      return after.isEmpty() ? close : after.getLast();
    }
  }

  /** {@code name}, {@code name ? orElse} or {@code ...}, and the comma after it. */
  record Formal(Token first, @Nullable Token question, @Nullable Node orElse, @Nullable Token comma)
      implements Node {
    @Override
    public Token last() {
      return comma != null ? comma : orElse == null ? first : orElse.last();
    }
  }

  /** {@code let bindings in body}. */
  record Let(Token first, List<Node> bindings, Token in, Node body) implements Node {
    @Override
    public Token last() {
      return body.last();
    }
  }

  /** {@code with value; body} or {@code assert value; body}. */
  record Statement(Token first, Node value, Token semicolon, Node body) implements Node {
    @Override
    public Token last() {
      return body.last();
    }
  }

  /** {@code if condition then consequence else alternative}. */
  record If(
      Token first, Node condition, Token then, Node consequence, Token otherwise, Node alternative)
      implements Node {
    @Override
    public Token last() {
      return alternative.last();
    }
  }

  /** {@code path = value;}. */
  record Binding(AttrPath path, Token equals, Node value, Token last) implements Node {
    @Override
    public Token first() {
      return path.first();
    }
  }

  /** {@code inherit (source) names;}. */
  record Inherit(Token first, @Nullable Node source, List<Node> names, Token last)
      implements Node {}
}
