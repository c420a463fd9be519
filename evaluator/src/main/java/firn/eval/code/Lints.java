package firn.eval.code;

import firn.eval.builtin.EvalContext;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.grammar.SourceText;
import firn.grammar.tree.Call;
import firn.grammar.tree.Expr;
import firn.grammar.tree.PathLiteral;
import firn.grammar.tree.StringLiteral;
import firn.grammar.tree.Variable;
import java.util.List;

/**
 * Looks for what is legal and yet better written otherwise, where the settings ask for that (Nix
 * manual, {@code lint-url-literals} and its like): each finding is a warning or an error.
 */
final class Lints {
  private static final String ABSOLUTE = "lint-absolute-path-literals";
  private static final String SHORT = "lint-short-path-literals";
  private static final String URL = "lint-url-literals";
  private static final String PIPES = "pipe-operators";

  private final SourceText source;
  private final EvalContext context;
  private final boolean pipes;

  Lints(SourceText source, EvalContext context) {
    this.source = source;
    this.context = context;
    this.pipes = context.settings().features().contains(PIPES);
  }

  private Place at(int offset) {
    return new Place(source, offset);
  }

  private void find(String lint, String message, int offset) {
    switch (context.settings().lints().getOrDefault(lint, "ignore")) {
      case "fatal" -> throw new EvalException(message + " (" + lint + ")").at(at(offset));
      case "warn" ->
          context.log(ErrorRenderer.renderWarning(message + " (" + lint + ")", at(offset), ""));
      default -> {}
    }
  }

  /** A path as it is written. */
  void path(PathLiteral path) {
    if (path.isHome() && context.settings().pure()) {
      throw new EvalException("the path '" + path.text() + "' can not be resolved in pure mode")
          .at(at(path.start()));
    }
    if (context.settings().lints().isEmpty()) {
      return;
    }
    String text = path.text();
    if (path.isHome() || path.isAbsolute()) {
      find(
          ABSOLUTE,
          (path.isHome() ? "home" : "absolute")
              + " path literals are not portable. Consider replacing path literal '"
              + text
              + "' by a string, relative path, or parameter",
          path.start());
    } else if (!text.startsWith("./") && !text.startsWith("../")) {
      find(
          SHORT,
          "relative path literal '"
              + text
              + "' should be prefixed with '.' for clarity: './"
              + text
              + "'",
          path.start());
    }
  }

  /** A string, which may be a URL without quotes. */
  void string(StringLiteral string) {
    if (context.settings().lints().isEmpty()) {
      return;
    }
    char first = source.text().charAt(string.start());
    if (first != '"' && first != '\'') {
      boolean fatal = context.settings().lints().getOrDefault(URL, "").equals("fatal");
      find(
          URL,
          "URL literals are "
              + (fatal ? "disallowed" : "discouraged")
              + ". Consider using a string literal \""
              + string.value()
              + "\" instead",
          string.start());
    }
  }

  /** A call, which may be one by a pipe operator. */
  void call(Call call) {
    if (!pipes && call.arguments().size() == 1) {
      Expr argument = call.arguments().getFirst();
      boolean into = argument.start() < call.function().start();
      int from = into ? argument.end() : call.function().end();
      int to = into ? call.function().start() : argument.start();
      int operator = source.text().substring(from, to).indexOf(into ? "|>" : "<|");
      if (operator >= 0) {
        throw new EvalException(
                "experimental Nix feature 'pipe-operators' is disabled; add"
                    + " '--extra-experimental-features pipe-operators' to enable it")
            .at(at(from + operator));
      }
    }
    arguments(call.arguments());
  }

  /** Arguments, elements or defaults: where {@code f or} will once mean something else. */
  void arguments(List<Expr> expressions) {
    for (Expr expression : expressions) {
      if (expression instanceof Call call
          && call.arguments().size() == 1
          && call.arguments().getFirst() instanceof Variable variable
          && variable.name().equals("or")
          && !isParenthesised(call)) {
        context.log(
            "warning: at "
                + at(call.start())
                + ": This expression uses `or` as an identifier in a way that will change in a"
                + " future Nix release.\n"
                + "Wrap this entire expression in parentheses to preserve its current meaning:\n"
                + "    ("
                + source.text().substring(call.start(), call.end())
                + ")\nGive feedback at https://github.com/NixOS/nix/pull/11121");
      }
    }
  }

  /** Whether the nearest characters on both sides are parentheses. */
  private boolean isParenthesised(Expr e) {
    String text = source.text();
    int before = e.start() - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    int after = e.end();
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    return before >= 0
        && text.charAt(before) == '('
        && after < text.length()
        && text.charAt(after) == ')';
  }
}
