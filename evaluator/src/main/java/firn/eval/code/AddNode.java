package firn.eval.code;

import firn.eval.builtin.Coercion;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.Context;
import firn.eval.value.Expected;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code a + b}: the left side says whether numbers, strings or paths are meant. */
final class AddNode extends Node {
  private final Coercion coercion;
  private final Node left;
  private final Node right;
  private final int leftStart;

  /**
   * @param leftStart where the left operand begins, its parentheses included
   */
  AddNode(SourceText source, int start, Coercion coercion, Node left, int leftStart, Node right) {
    super(source, start);
    this.coercion = coercion;
    this.left = left;
    this.right = right;
    this.leftStart = leftStart;
  }

  @Override
  Value eval(Frame frame) {
    Value a = operand(left, frame);
    Value b = operand(right, frame);
    if (a instanceof NixInt x) {
      return addToInt(x.value(), b);
    }
    if (a instanceof NixString x && b instanceof NixString y) {
      return x.append(y.bytes(), x.context().union(y.context()));
    }
    return a instanceof NixFloat x ? addToFloat(x.value(), b) : strings(a, b);
  }

  private static Value operand(Node node, Frame frame) {
    try {
      return node.eval(frame);
    } catch (EvalException e) {
      throw e.frame("in an operand of '+'", node.place());
    }
  }

  private Value addToInt(long x, Value b) {
    if (b instanceof NixInt y) {
      long sum = x + y.value();
      if (((x ^ sum) & (y.value() ^ sum)) < 0) {
        throw new EvalException("integer overflow in adding " + x + " + " + y.value())
            .at(rightPlace());
      }
      return NixInt.of(sum);
    }
    if (b instanceof NixFloat y) {
      return new NixFloat(x + y.value());
    }
    throw new EvalException("cannot add " + Expected.describe(b) + " to an integer")
        .at(rightPlace());
  }

  private Value addToFloat(double x, Value b) {
    if (b instanceof NixInt y) {
      return new NixFloat(x + y.value());
    }
    if (b instanceof NixFloat y) {
      return new NixFloat(x + y.value());
    }
    throw new EvalException("cannot add " + Expected.describe(b) + " to a float").at(rightPlace());
  }

  private Value strings(Value a, Value b) {
    boolean path = a instanceof NixPath;
    NixString x = piece(a, false, leftPlace());
    NixString y = piece(b, a instanceof NixString, rightPlace());
    Context context = x.context().union(y.context());
    if (!path) {
      return x.append(y.bytes(), context);
    }
    if (!context.isEmpty()) {
      throw new EvalException("a string that refers to a store path cannot be appended to a path")
          .at(place());
    }
    return NixPath.of(x.bytes() + y.bytes());
  }

  private NixString piece(Value v, boolean copy, Place place) {
    return v instanceof NixString s
        ? s
        : coercion.toString(
            v, new Coercion.Manner(false, copy, "while evaluating a path segment", place));
  }

  /** Where the left operand begins, its parentheses included. */
  private Place leftPlace() {
    return new Place(source, leftStart);
  }

  /** Where the right operand begins, its parentheses included. */
  private Place rightPlace() {
    int at = start + 1;
    while (at < right.start && Character.isWhitespace(source.text().charAt(at))) {
      at++;
    }
    return source.text().charAt(at) == '(' ? new Place(source, at) : right.place();
  }
}
