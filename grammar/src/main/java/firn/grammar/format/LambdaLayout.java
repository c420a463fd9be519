package firn.grammar.format;

import firn.grammar.format.Node.Formal;

/** Functions and what they take. */
final class LambdaLayout {
  private final Layout layout;

  LambdaLayout(Layout layout) {
    this.layout = layout;
  }

  /** Whether a function of names begins with brackets or a long string on the same line. */
  boolean absorbs(Node.Lambda it) {
    if (!(it.parameter() instanceof Node.Atom) || hasComments(it)) {
      return false;
    }
    return switch (it.body()) {
      case Node.Lambda body -> absorbs(body);
      case Node.Statement body -> layout.absorbs(body, 0);
      default -> layout.isTerm(it.body());
    };
  }

  private boolean hasComments(Node.Lambda it) {
    return layout.tokens.hasComment(it.parameter().first(), it.body().first());
  }

  /** Columns of the first line of a function that {@link #absorbs}. */
  static int head(Node.Lambda it) {
    int parameter = ((Node.Atom) it.parameter()).token().text().length() + 2;
    return parameter + (it.body() instanceof Node.Lambda body ? head(body) : 2);
  }

  void print(Node.Lambda it, int indent, int tail) {
    layout.print(it.parameter(), indent, 1);
    layout.page.punctuation(it.colon());
    Node body = it.body();
    boolean plain = it.parameter() instanceof Node.Atom && !hasComments(it);
    boolean row =
        body instanceof Node.Lambda next
            && next.parameter() instanceof Node.Atom
            && layout.fits(next.parameter(), 2);
    if (plain && row) {
      layout.page.space();
      print((Node.Lambda) body, indent, tail);
    } else if (plain && absorbs(it)) {
      layout.page.space();
      layout.absorb(body, indent, tail);
    } else {
      layout.below(body, indent, tail);
    }
  }

  void pattern(Node.Pattern it, int indent) {
    it.before().forEach(layout.page::token);
    layout.page.token(it.open());
    for (Node.Formal formal : it.formals()) {
      layout.page.lineFor(formal.first(), indent + Page.STEP);
      formal(formal, indent + Page.STEP);
    }
    boolean commented = layout.page.hasComments(it.close());
    layout.page.lineFor(it.close(), commented ? indent + Page.STEP : indent);
    if (commented) {
      layout.page.outdent(indent);
    }
    layout.page.token(it.close());
    it.after().forEach(layout.page::token);
  }

  /** One name of a pattern on lines of its own, with a comma that the last may lack. */
  void formal(Formal it, int indent) {
    layout.page.token(it.first());
    if (it.question() != null && it.orElse() != null) {
      layout.page.space();
      layout.page.token(it.question());
      layout.value(it.orElse(), indent, 1);
    }
    if (it.comma() != null) {
      layout.page.punctuation(it.comma());
    } else if (!it.first().is("...")) {
      layout.page.punctuate(",");
    }
  }
}
