package firn.grammar.format;

import org.jspecify.annotations.Nullable;

/**
 * Decides where lines break. Each method writes one kind of node from where the page stands; {@code
 * indent} is the column that the node's own lines return to, {@code tail} the columns that follow
 * it on its last line.
 */
final class Layout {
  final Tokens tokens;
  final FlatText flat;
  final Page page = new Page();
  private final ApplicationLayout applications = new ApplicationLayout(this);
  private final BindingLayout bindings = new BindingLayout(this);
  private final LambdaLayout lambdas = new LambdaLayout(this);
  final TextLayout texts = new TextLayout(this);

  Layout(Tokens tokens) {
    this.tokens = tokens;
    this.flat = new FlatText(tokens);
  }

  /** A whole file: one expression. */
  String file(Node node) {
    page.comments(node.first(), 0);
    print(node, 0, 0);
    Token end = tokens.get(Integer.MAX_VALUE);
    if (page.hasComments(end)) {
      page.lineFor(end, 0);
    }
    page.end();
    return page.text().stripTrailing() + "\n";
  }

  /** Writes a node: on this line where it may and fits. */
  void print(Node node, int indent, int tail) {
    page.comments(node.first(), indent);
    String line = flat.of(node);
    if (line != null && (page.fits(line.length() + tail) || node instanceof Node.Atom)) {
      flat(node, line);
    } else {
      broken(node, indent, tail);
    }
  }

  /** Writes a node whose text on one line is known. */
  void flat(Node node, String line) {
    page.write(line);
    page.trail(node.last());
  }

  /** Whether a node may be on this line and fits. */
  boolean fits(Node node, int tail) {
    String line = flat.of(node);
    return line != null && page.fits(line.length() + tail) && !page.hasComments(node.first());
  }

  /** Writes a node over several lines. */
  void broken(Node node, int indent, int tail) {
    switch (node) {
      case Node.Atom it -> page.token(it.token());
      case Node.Text it -> texts.print(it, indent);
      case Node.Interpolation it -> texts.interpolation(it, indent);
      case Node.Parentheses it -> parentheses(it, indent);
      case Node.Brackets it -> brackets(it, indent);
      case Node.AttrPath it -> it.parts().forEach(part -> print(part, indent, 0));
      case Node.Select it -> select(it, indent, tail);
      case Node.Application it -> applications.print(it, indent, tail);
      case Node.Prefix it -> {
        page.token(it.first());
        if (it.sign().endsWith(" ")) {
          page.space();
        }
        print(it.operand(), indent, tail);
      }
      case Node.Operation it -> operation(it, indent, tail, it.operators().getFirst().is("?"));
      case Node.Lambda it -> lambdas.print(it, indent, tail);
      case Node.Pattern it -> lambdas.pattern(it, indent);
      case Node.Formal it -> lambdas.formal(it, indent);
      case Node.Let it -> let(it, indent, tail);
      case Node.Statement it -> statement(it, indent, tail);
      case Node.If it -> conditional(it, indent, tail);
      case Node.Binding it -> bindings.print(it, indent);
      case Node.Inherit it -> bindings.inherit(it, indent);
    }
  }

  /**
   * Whether a node can begin on this line and come back to its indentation with its last line only:
   * brackets, long strings, functions of these, calls with one of these.
   */
  boolean absorbs(Node node, int tail) {
    if (page.hasComments(node.first())) {
      return false;
    }
    return switch (node) {
      case Node.Brackets it -> it.prefix() == null || it.prefix().trailing() == null;
      case Node.Text it -> flat.of(it) == null && it.kind() != Node.Text.Kind.PATH;
      case Node.Parentheses ignored -> true;
      case Node.Statement it -> absorbsBody(it);
      case Node.Lambda it -> lambdas.absorbs(it);
      case Node.Application it -> applications.absorbed(it, tail) >= 0;
      default -> false;
    };
  }

  private boolean absorbsBody(Node.Statement it) {
    return it.first().is("with")
        && isTerm(it.body())
        && !page.hasComments(it.body().first())
        && it.semicolon().trailing() == null
        && fits(it.value(), 10);
  }

  /** Brackets and long strings. */
  boolean isTerm(Node node) {
    return switch (node) {
      case Node.Brackets ignored -> true;
      case Node.Text it -> it.kind() == Node.Text.Kind.INDENTED;
      default -> false;
    };
  }

  // Brackets

  void brackets(Node.Brackets it, int indent) {
    if (it.prefix() != null) {
      page.token(it.prefix());
      page.space();
      page.comments(it.open(), indent);
    }
    page.token(it.open());
    for (Node item : it.items()) {
      page.lineFor(item.first(), indent + Page.STEP);
      print(item, indent + Page.STEP, 0);
    }
    boolean commented = page.hasComments(it.last());
    page.lineFor(it.last(), commented ? indent + Page.STEP : indent);
    if (commented) {
      page.outdent(indent);
    }
    page.token(it.last());
  }

  /** Parentheses that stand on their own, as elements and operands do. */
  void parentheses(Node.Parentheses it, int indent) {
    page.token(it.first());
    Node value = it.value();
    boolean hugs = hugs(value);
    if (hugs) {
      print(value, indent, 1);
    } else {
      page.lineFor(value.first(), indent + Page.STEP);
      print(value, indent + Page.STEP, 0);
    }
    closeParentheses(
        it, indent, hugs && !(value instanceof Node.Application call && spreads(call)));
  }

  /** Whether what stands between parentheses starts right behind the first. */
  private boolean hugs(Node value) {
    return absorbs(value, 1)
        || (value instanceof Node.Application && !page.hasComments(value.first()));
  }

  private boolean spreads(Node.Application call) {
    return !applications.wasAbsorbed(call);
  }

  void closeParentheses(Node.Parentheses it, int indent, boolean onThisLine) {
    if (!onThisLine || page.hasComments(it.last())) {
      page.lineFor(it.last(), indent);
    }
    page.punctuation(it.last());
  }

  // Expressions that begin with a keyword

  private void let(Node.Let it, int indent, int tail) {
    page.token(it.first());
    for (Node binding : it.bindings()) {
      page.lineFor(binding.first(), indent + Page.STEP);
      print(binding, indent + Page.STEP, 0);
    }
    boolean commented = page.hasComments(it.in());
    page.lineFor(it.in(), commented ? indent + Page.STEP : indent);
    if (commented) {
      page.outdent(indent);
    }
    page.token(it.in());
    below(it.body(), indent, tail);
  }

  /** Writes a node on lines of its own. */
  void below(Node node, int indent, int tail) {
    page.lineFor(node.first(), indent);
    print(node, indent, tail);
  }

  private void statement(Node.Statement it, int indent, int tail) {
    boolean with = it.first().is("with");
    page.token(it.first());
    boolean call = it.value() instanceof Node.Application && !page.hasComments(it.value().first());
    if (fits(it.value(), 1) || absorbs(it.value(), 1) || (call && !with)) {
      page.space();
      print(it.value(), indent, 1);
    } else {
      below(it.value(), indent + Page.STEP, 1);
    }
    page.punctuation(it.semicolon());
    if (with && isTerm(it.body()) && !page.hasComments(it.body().first()) && absorbing == it) {
      page.space();
      print(it.body(), indent, tail);
    } else {
      below(it.body(), indent, tail);
    }
  }

  /** The {@code with} whose body is to begin on its line. */
  private Node.@Nullable Statement absorbing;

  /** Writes a node that {@link #absorbs} as a value, an operand or a body. */
  void absorb(Node node, int indent, int tail) {
    if (node instanceof Node.Statement statement) {
      absorbing = statement;
      statement(statement, indent, tail);
      return;
    }
    if (node instanceof Node.Brackets brackets && FlatText.isForced(brackets)) {
      brackets(brackets, indent);
      return;
    }
    print(node, indent, tail);
  }

  /** Writes what a name is bound to, after the sign that says so. */
  void value(Node value, int indent, int tail) {
    boolean forced = FlatText.isForced(value);
    boolean simple = value instanceof Node.Atom || value instanceof Node.Text;
    if (page.hasComments(value.first()) || page.isCommented()) {
      below(value, indent + Page.STEP, tail);
    } else if (!forced && (fits(value, tail + 1) || (simple && flat.of(value) != null))) {
      page.space();
      print(value, indent, tail);
    } else if (value instanceof Node.Operation it && absorbsOperation(it)) {
      page.space();
      operation(it, indent, tail, updates(it));
    } else if (absorbs(value, tail + 1)) {
      page.space();
      absorb(value, indent, tail);
    } else {
      below(value, indent + Page.STEP, tail);
    }
  }

  /** Whether operands start right behind the sign: with brackets, or as the one change to a set. */
  private boolean absorbsOperation(Node.Operation it) {
    return isOpened(it.operands().getFirst()) || updates(it);
  }

  /** Brackets and strings that take several lines, and rows of operands that begin with one. */
  private boolean isOpened(Node node) {
    return switch (node) {
      case Node.Brackets it -> !it.items().isEmpty() || flat.of(it) == null;
      case Node.Text it -> it.kind() == Node.Text.Kind.INDENTED && flat.of(it) == null;
      case Node.Operation it -> isOpened(it.operands().getFirst());
      default -> false;
    };
  }

  /** Whether an operation is {@code a // {…}} with all but the brackets on one line. */
  private boolean updates(Node.Operation it) {
    Node last = it.operands().getLast();
    return it.operands().size() == 2
        && last instanceof Node.Brackets
        && isOpened(last)
        && fits(it.operands().getFirst(), 6)
        && !tokens.hasComment(it.first(), last.first());
  }

  private void conditional(Node.If it, int indent, int tail) {
    page.token(it.first());
    if (fits(it.condition(), " then".length()) && it.condition().last().trailing() == null) {
      page.space();
      print(it.condition(), indent, 0);
      page.space();
      page.token(it.then());
    } else {
      below(it.condition(), indent + Page.STEP, 0);
      page.lineFor(it.then(), indent);
      page.token(it.then());
    }
    below(it.consequence(), indent + Page.STEP, 0);
    page.lineFor(it.otherwise(), indent);
    page.token(it.otherwise());
    if (it.alternative() instanceof Node.If next && !page.hasComments(next.first())) {
      page.space();
      conditional(next, indent, tail);
    } else {
      below(it.alternative(), indent + Page.STEP, tail);
    }
  }

  // Operators

  /**
   * Writes operands in a row or below each other.
   *
   * @param row whether all operators stay on the line of what is before them
   */
  private void operation(Node.Operation it, int indent, int tail, boolean row) {
    Node first = it.operands().getFirst();
    if (isOpened(first) && first instanceof Node.Brackets brackets && !page.isAtLineStart()) {
      brackets(brackets, indent);
    } else {
      print(first, indent, 0);
    }
    for (int i = 0; i < it.operators().size(); i++) {
      Token operator = it.operators().get(i);
      Node operand = it.operands().get(i + 1);
      if (row) {
        page.space();
      } else {
        page.lineFor(operator, indent);
      }
      page.token(operator);
      int after = i + 1 == it.operators().size() ? tail : 0;
      if (row && operand instanceof Node.Brackets brackets) {
        page.space();
        brackets(brackets, indent);
        continue;
      }
      operand(operand, indent, after);
    }
  }

  private void operand(Node operand, int indent, int tail) {
    boolean simple = operand instanceof Node.Atom || operand instanceof Node.Text;
    if (fits(operand, tail + 1) || absorbs(operand, tail) || simple) {
      page.space();
      print(operand, indent, tail);
    } else {
      below(operand, indent + Page.STEP, tail);
    }
  }

  private void select(Node.Select it, int indent, int tail) {
    print(it.subject(), indent, 0);
    if (it.subject() instanceof Node.Brackets) {
      page.line(indent);
    }
    page.token(it.dot());
    print(it.path(), indent, tail);
    if (it.or() != null && it.orElse() != null) {
      page.space();
      page.token(it.or());
      operand(it.orElse(), indent, tail);
    }
  }
}
