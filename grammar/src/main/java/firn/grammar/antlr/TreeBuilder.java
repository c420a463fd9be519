package firn.grammar.antlr;

import firn.grammar.tree.Assert;
import firn.grammar.tree.AttrName;
import firn.grammar.tree.AttrSet;
import firn.grammar.tree.CurrentPosition;
import firn.grammar.tree.Expr;
import firn.grammar.tree.FloatLiteral;
import firn.grammar.tree.If;
import firn.grammar.tree.IntLiteral;
import firn.grammar.tree.InterpolatedPath;
import firn.grammar.tree.Lambda;
import firn.grammar.tree.Let;
import firn.grammar.tree.ListLiteral;
import firn.grammar.tree.Parameter;
import firn.grammar.tree.PathLiteral;
import firn.grammar.tree.SearchPath;
import firn.grammar.tree.Select;
import firn.grammar.tree.StringLiteral;
import firn.grammar.tree.Variable;
import firn.grammar.tree.With;
import java.util.List;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * The actions of {@code NixParser.g4} that make nodes.
 *
 * <p>A rule leaves its expression in {@link #result}. What a rule collects (arguments, elements,
 * pieces of a string, steps of a path) lies on a stack above a mark that the rule took first;
 * taking it off again restores the stack, so rules may nest.
 */
abstract class TreeBuilder extends OperationBuilder {
  private static final String CURRENT_POSITION = "__curPos";
  private static final String OLD_LET_RESULT = "body";

  private @Nullable Attributes attributes;
  private @Nullable Formals formals;

  TreeBuilder(TokenStream input) {
    super(input);
  }

  // Keywords

  final void assertion(int at, Expr condition) {
    result = new Assert(condition, result, at, previousEnd());
  }

  final void with(int at, Expr scope) {
    result = new With(scope, result, at, previousEnd());
  }

  final void conditional(int at, Expr condition, Expr consequence) {
    result = new If(condition, consequence, result, at, previousEnd());
  }

  final void let(int at, Attributes attributes) {
    if (attributes.hasDynamic()) {
      throw new SyntaxFault(
          "dynamic attributes not allowed in let",
          at,
          at + "let".length(),
          "a name in a let must be known before evaluation; put the computed names into a set");
    }
    result = new Let(attributes.toBindings(), result, at, previousEnd());
  }

  // Lambdas

  final void keep(Formals formals) {
    this.formals = formals;
  }

  final Parameter takePattern(int at, @Nullable String whole) {
    if (formals == null) {
      throw new IllegalStateException("no pattern was read");
    }
    return formals.toPattern(whole, at);
  }

  final void lambda(int at, Parameter parameter) {
    result = new Lambda(parameter, result, at, previousEnd());
  }

  // Sets

  final void keep(Attributes attributes) {
    this.attributes = attributes;
  }

  final Attributes takeAttributes() {
    if (attributes == null) {
      throw new IllegalStateException("no bindings were read");
    }
    return attributes;
  }

  final void attrSet(int at, boolean recursive) {
    result = new AttrSet(recursive, takeAttributes().toBindings(), at, previousEnd());
  }

  final void oldLet(int at) {
    attrSet(at, true);
    AttrName body = new AttrName.Static(OLD_LET_RESULT, at);
    result = new Select(result, List.of(body), null, at, previousEnd());
  }

  // Names and selection

  final void variable() {
    int start = previousStart();
    int end = previousEnd();
    String name = identifier();
    result =
        name.equals(CURRENT_POSITION)
            ? new CurrentPosition(start, end)
            : new Variable(name, start, end);
  }

  /**
   * {@code f or}: the function applied to a variable named {@code or}, as nixpkgs once wanted it.
   */
  final void callOr(int at) {
    result = call(result, List.of(new Variable("or", previousStart(), previousEnd())), at);
  }

  final void select(int at, Expr subject, List<AttrName> path, @Nullable Expr orElse) {
    result = new Select(subject, path, orElse, at, previousEnd());
  }

  // Literals and lists

  final void list(int mark, int at) {
    result = new ListLiteral(take(mark), at, previousEnd());
  }

  final void integer() {
    int start = previousStart();
    int end = previousEnd();
    try {
      result = new IntLiteral(Long.parseLong(text(), start, end, 10), start, end);
    } catch (NumberFormatException e) {
      throw new SyntaxFault(
          "invalid integer '" + shortened(previousText()) + "'",
          start,
          end,
          "integers go up to 9223372036854775807");
    }
  }

  final void floating() {
    int start = previousStart();
    int end = previousEnd();
    String text = previousText();
    double value = Double.parseDouble(text);
    boolean underflows = value < Double.MIN_NORMAL && hasDigitsOtherThanZero(text);
    if (Double.isInfinite(value) || underflows) {
      throw new SyntaxFault(
          "invalid float '" + shortened(text) + "'",
          start,
          end,
          "the number does not fit a 64-bit floating-point number");
    }
    result = new FloatLiteral(value, start, end);
  }

  private static boolean hasDigitsOtherThanZero(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'e' || c == 'E') {
        return false;
      }
      if (c >= '1' && c <= '9') {
        return true;
      }
    }
    return false;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  final void uri() {
    result = new StringLiteral(previousText(), previousStart(), previousEnd());
  }

  // Paths

  final void path() {
    result = new PathLiteral(previousText(), previousStart(), previousEnd());
  }

  /** Called before the first part of an interpolated path, with the head in {@link #result}. */
  final int startPath() {
    int mark = mark();
    push();
    return mark;
  }

  final void pathText() {
    push(new StringLiteral(previousText(), previousStart(), previousEnd()));
  }

  final void interpolatedPath(int mark, int at) {
    List<Expr> all = take(mark);
    List<Expr> parts = List.copyOf(all.subList(1, all.size()));
    result = new InterpolatedPath((PathLiteral) all.getFirst(), parts, at, previousEnd());
  }

  final void searchPath() {
    int start = previousStart();
    int end = previousEnd();
    result = new SearchPath(text().substring(start + 1, end - 1), start, end);
  }
}
