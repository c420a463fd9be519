package firn.grammar.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls. One argument may begin on the line of the function and come back to its indentation, with
 * all others on the same lines; else the arguments go below each other.
 */
final class ApplicationLayout {
  private static final int NOT_ABSORBED = -1;

  private final Layout layout;
  private @Nullable Node absorbedLast;

  ApplicationLayout(Layout layout) {
    this.layout = layout;
  }

  /**
   * The argument that takes several lines while all else stays on one; -1 where there is none, or
   * more than one would have to.
   */
  int absorbed(Node.Application it, int tail) {
    if (layout.flat.of(it.function()) == null || layout.page.hasComments(it.first())) {
      return NOT_ABSORBED;
    }
    List<Node> arguments = it.arguments();
    int last = arguments.size() - 1;
    int broken = brokenArgument(arguments);
    if (broken == TOO_MANY) {
      return NOT_ABSORBED;
    }
    if (broken != NOT_ABSORBED) {
      return holds(it, broken, tail) ? broken : NOT_ABSORBED;
    }
    // A text with something in it is read best on a line of its own.
    int first = arguments.getLast() instanceof Node.Text text && text.parts().size() > 1 ? last : 0;
    for (int i = last; i >= first; i--) {
      if (holds(it, i, tail)) {
        return i;
      }
    }
    return NOT_ABSORBED;
  }

  private static final int TOO_MANY = -2;

  /** The one argument that has to take several lines. */
  private int brokenArgument(List<Node> arguments) {
    int found = NOT_ABSORBED;
    for (int i = 0; i < arguments.size(); i++) {
      if (layout.flat.argument(arguments, i) == null
          || !arguments.get(i).first().before().isEmpty()) {
        if (found != NOT_ABSORBED) {
          return TOO_MANY;
        }
        found = i;
      }
    }
    return found;
  }

  /** Whether an argument can take several lines, and the rest fits beside its first and last. */
  private boolean holds(Node.Application it, int at, int tail) {
    List<Node> arguments = it.arguments();
    Node argument = arguments.get(at);
    boolean opens =
        switch (argument) {
          case Node.Brackets brackets ->
              !brackets.items().isEmpty() || layout.flat.of(brackets) == null;
          case Node.Parentheses ignored -> true;
          case Node.Text text -> at + 1 == arguments.size() && layout.texts.breaks(text);
          default -> false;
        };
    if (!opens || !argument.first().before().isEmpty()) {
      return false;
    }
    int before = length(layout.flat.of(it.function()));
    for (int i = 0; i < at; i++) {
      before += 1 + length(layout.flat.argument(arguments, i));
      if (arguments.get(i).last().trailing() != null) {
        return false;
      }
    }
    if (it.function().last().trailing() != null) {
      return false;
    }
    int after = tail;
    for (int i = at + 1; i < arguments.size(); i++) {
      after += 1 + length(layout.flat.argument(arguments, i));
    }
    boolean last = at + 1 == arguments.size();
    if (!last && argument.last().trailing() != null) {
      return false;
    }
    return layout.page.fits(before + 1 + head(argument)) && 1 + after <= Page.WIDTH;
  }

  private static int length(@Nullable String text) {
    return text == null ? 2 * Page.WIDTH : text.length();
  }

  /** Columns of what an absorbed argument has on its first line. */
  private int head(Node argument) {
    if (argument instanceof Node.Parentheses parentheses
        && parentheses.value() instanceof Node.Lambda lambda
        && layout.absorbs(lambda, 1)) {
      return 1 + LambdaLayout.head(lambda);
    }
    return switch (argument) {
      case Node.Brackets it when it.prefix() != null -> it.prefix().text().length() + 2;
      case Node.Text it -> layout.texts.head(it);
      default -> 1;
    };
  }

  /** Whether a call was written last so that it ended on a line it may share. */
  boolean wasAbsorbed(Node.Application it) {
    return absorbedLast == it;
  }

  void print(Node.Application it, int indent, int tail) {
    int absorbed = absorbed(it, tail);
    if (absorbed == NOT_ABSORBED) {
      below(it, indent, tail);
      return;
    }
    List<Node> arguments = it.arguments();
    layout.print(it.function(), indent, 0);
    for (int i = 0; i < arguments.size(); i++) {
      Node argument = arguments.get(i);
      layout.page.space();
      if (i == absorbed) {
        absorb(argument, indent);
      } else {
        layout.flat(argument, length(arguments, i));
      }
    }
    absorbedLast = it;
  }

  private String length(List<Node> arguments, int at) {
    String text = layout.flat.argument(arguments, at);
    if (text == null) {
      throw new IllegalStateException("an argument that takes several lines");
    }
    return text;
  }

  private void absorb(Node argument, int indent) {
    switch (argument) {
      case Node.Parentheses it -> parentheses(it, indent);
      case Node.Brackets it -> layout.brackets(it, indent);
      default -> layout.broken(argument, indent, 0);
    }
  }

  /** Parentheses as an argument: what is inside goes below them, but for functions of brackets. */
  private void parentheses(Node.Parentheses it, int indent) {
    layout.page.token(it.first());
    Node value = it.value();
    boolean term = value instanceof Node.Lambda || layout.isTerm(value) || callsWithList(value);
    boolean hugs = term && layout.absorbs(value, 1);
    if (hugs) {
      layout.absorb(value, indent, 1);
    } else {
      layout.below(value, indent + Page.STEP, 0);
    }
    layout.closeParentheses(it, indent, hugs);
  }

  /** Whether a value is the call of a name with nothing but a list. */
  private static boolean callsWithList(Node value) {
    return value instanceof Node.Application call
        && !(call.function() instanceof Node.Parentheses)
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Node.Brackets brackets
        && brackets.isList();
  }

  private void below(Node.Application it, int indent, int tail) {
    layout.print(it.function(), indent, 0);
    List<Node> arguments = it.arguments();
    boolean same = true;
    for (int i = 0; i < arguments.size(); i++) {
      Node argument = arguments.get(i);
      String text = layout.flat.argument(arguments, i);
      same =
          same
              && text != null
              && isSimple(argument)
              && !layout.page.hasComments(argument.first())
              && (arguments.size() == 1 || layout.page.fits(1 + text.length()));
      if (same && text != null) {
        layout.page.space();
        layout.flat(argument, text);
        continue;
      }
      same = false;
      layout.page.lineFor(argument.first(), indent + Page.STEP);
      int after = i + 1 == arguments.size() ? tail : 0;
      if (text != null && layout.page.fits(text.length() + after)) {
        layout.flat(argument, text);
      } else {
        layout.print(argument, indent + Page.STEP, after);
      }
    }
    if (same) {
      absorbedLast = it;
    }
  }

  /** Whether an argument may stay beside the function while others go below it. */
  private static boolean isSimple(Node argument) {
    return !(argument instanceof Node.Brackets);
  }
}
