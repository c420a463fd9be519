package firn.grammar.format;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node is when written on one line. Some have to go over several: what has comments inside,
 * what the source has broken after an opening bracket, and what the style always breaks.
 */
final class FlatText {
  /** Longer is never of use: no line holds it. */
  private static final int LONGEST = 400;

  /** Elements that a list among the arguments of a call may have on one line. */
  private static final int DENSE = 6;

  private static final String NONE = "";

  /** Names that a function takes one after the other before its body goes below them. */
  private static final int MANY_NAMES = 3;

  private final Tokens tokens;
  private final Map<Node, String> known = new IdentityHashMap<>();

  FlatText(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The node on one line, without comments before its first and after its last token; null where it
   * must have several lines.
   */
  @Nullable String of(Node node) {
    String text = known.get(node);
    if (text == null) {
      text = tokens.hasComment(node.first(), node.last()) ? NONE : compute(node);
      known.put(node, text);
    }
    return text.equals(NONE) ? null : text;
  }

  private String compute(Node node) {
    // A long string is on one line all the same.
    Line line = new Line(node instanceof Node.Text ? Integer.MAX_VALUE : LONGEST);
    switch (node) {
      case Node.Atom atom -> line.add(atom.token().text());
      case Node.Text text -> text(line, text);
      case Node.Interpolation it -> line.add("${").add(it.value()).add("}");
      case Node.Parentheses it -> line.add("(").add(it.value()).add(")");
      case Node.Brackets brackets -> brackets(line, brackets);
      case Node.AttrPath path -> path.parts().forEach(line::add);
      case Node.Select select -> {
        line.add(select.subject()).add(".").add(select.path());
        if (select.orElse() != null) {
          line.add(" or ").add(select.orElse());
        }
      }
      case Node.Application it -> {
        line.add(it.function());
        for (int i = 0; i < it.arguments().size(); i++) {
          line.add(" ").add(argument(it.arguments(), i));
        }
      }
      case Node.Prefix it -> line.add(it.sign()).add(it.operand());
      case Node.Operation it -> operation(line, it);
      case Node.Lambda it -> {
        if (names(it) >= MANY_NAMES) {
          line.fail();
        } else {
          line.add(it.parameter()).add(": ").add(it.body());
        }
      }
      case Node.Pattern it -> pattern(line, it);
      case Node.Formal it -> {
        line.add(it.first().text());
        if (it.orElse() != null) {
          line.add(" ? ").add(it.orElse());
        }
      }
      case Node.Let ignored -> line.fail();
      case Node.Statement it -> {
        if (it.first().is("assert")) {
          line.fail();
        } else {
          line.add("with ").add(it.value()).add("; ").add(it.body());
        }
      }
      case Node.If it -> {
        if (it.alternative() instanceof Node.If) {
          line.fail();
        } else {
          line.add("if ").add(it.condition()).add(" then ").add(it.consequence());
          line.add(" else ").add(it.alternative());
        }
      }
      case Node.Binding it -> {
        if (isForced(it.value())) {
          line.fail();
        } else {
          line.add(it.path()).add(" = ").add(it.value()).add(";");
        }
      }
      case Node.Inherit it -> inherit(line, it);
    }
    return line.toString();
  }

  /** An argument of a call: some lists may be denser there than elsewhere. */
  @Nullable String argument(List<Node> arguments, int at) {
    boolean dense = at + 1 < arguments.size() || (at > 0 && isList(arguments.get(at - 1)));
    Node argument = arguments.get(at);
    if (!dense || !isList(argument)) {
      return of(argument);
    }
    Node.Brackets list = (Node.Brackets) argument;
    if (tokens.hasComment(list.first(), list.last())
        || tokens.hasLineEnd(list.first(), list.last())
        || list.items().size() > DENSE) {
      return of(argument);
    }
    return items(list);
  }

  private static boolean isList(Node node) {
    return node instanceof Node.Brackets brackets && brackets.isList();
  }

  /** Whether a value takes several lines wherever it is bound to a name. */
  static boolean isForced(Node value) {
    return switch (value) {
      case Node.Brackets it -> !it.isList() && !it.items().isEmpty();
      case Node.Statement it -> it.first().is("with") && isForced(it.body());
      default -> false;
    };
  }

  private void text(Line line, Node.Text text) {
    if (text.kind() != Node.Text.Kind.PATH) {
      if (text.first().language() != null) {
        line.add(text.first().language()).add(" ");
      }
      line.addLine(text.first().text());
    }
    for (Node part : text.parts()) {
      if (part instanceof Node.Atom atom) {
        line.addLine(atom.token().text());
      } else {
        line.add(part);
      }
    }
    if (text.kind() != Node.Text.Kind.PATH) {
      line.add(text.last().text());
    }
  }

  private void brackets(Line line, Node.Brackets it) {
    boolean broken = tokens.after(it.open()).lineBefore();
    if (broken || it.items().size() > 1) {
      line.fail();
    } else {
      line.add(items(it));
    }
  }

  private @Nullable String items(Node.Brackets it) {
    Line line = new Line(LONGEST);
    if (it.prefix() != null) {
      line.add(it.prefix().text()).add(" ");
    }
    line.add(it.open().text()).add(" ");
    it.items().forEach(item -> line.add(item).add(" "));
    return line.add(it.last().text()).orNull();
  }

  private static void operation(Line line, Node.Operation it) {
    line.add(it.operands().getFirst());
    boolean pipe = it.operators().getFirst().is("|>") || it.operators().getFirst().is("<|");
    if (pipe && it.operators().size() > 2) {
      line.fail();
    }
    for (int i = 0; i < it.operators().size(); i++) {
      line.add(" ").add(it.operators().get(i).text()).add(" ").add(it.operands().get(i + 1));
    }
  }

  private static int names(Node.Lambda it) {
    int names = 0;
    for (Node node = it;
        node instanceof Node.Lambda lambda && lambda.parameter() instanceof Node.Atom;
        node = lambda.body()) {
      names++;
    }
    return names;
  }

  private void pattern(Line line, Node.Pattern it) {
    if (tokens.hasLineEnd(it.open(), it.close())) {
      line.fail();
      return;
    }
    it.before().forEach(token -> line.add(token.text()));
    line.add("{");
    String separator = " ";
    for (Node.Formal formal : it.formals()) {
      line.add(separator).add(formal);
      separator = ", ";
    }
    line.add(" }");
    it.after().forEach(token -> line.add(token.text()));
  }

  private void inherit(Line line, Node.Inherit it) {
    if (tokens.hasLineEnd(it.source() == null ? it.first() : it.source().last(), it.last())) {
      line.fail();
      return;
    }
    line.add("inherit");
    if (it.source() != null) {
      line.add(" ").add(it.source());
    }
    it.names().forEach(name -> line.add(" ").add(name));
    line.add(it.names().isEmpty() ? " ;" : ";");
  }

  /** A line being put together, given up where some part of it cannot be on one. */
  private final class Line {
    private final int longest;
    private @Nullable StringBuilder text = new StringBuilder();

    Line(int longest) {
      this.longest = longest;
    }

    Line add(@Nullable String part) {
      if (part == null || text == null) {
        text = null;
      } else if (text.length() + part.length() > longest && !text.isEmpty()) {
        text = null;
      } else {
        text.append(part);
      }
      return this;
    }

    Line add(Node part) {
      return text == null ? this : add(of(part));
    }

    void addLine(String part) {
      if (part.indexOf('\n') >= 0) {
        fail();
      } else {
        add(part);
      }
    }

    void fail() {
      text = null;
    }

    @Nullable String orNull() {
      return text == null ? null : text.toString();
    }

    @Override
    public String toString() {
      return text == null ? NONE : text.toString();
    }
  }
}
