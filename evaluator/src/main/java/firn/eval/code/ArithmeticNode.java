package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.Arithmetic;
import firn.eval.value.NixInt;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code a - b}, {@code a * b}, {@code a / b}. */
final class ArithmeticNode extends Node {
  private final Arithmetic operation;
  private final Node left;
  private final Node right;

  ArithmeticNode(SourceText source, int start, Arithmetic operation, Node left, Node right) {
    super(source, start);
    this.operation = operation;
    this.left = left;
    this.right = right;
  }

  @Override
  Value eval(Frame frame) {
    try {
      Value a = left.eval(frame);
      if (operation == Arithmetic.SUBTRACT && a instanceof NixInt x) {
        Value b = right.eval(frame);
        if (b instanceof NixInt y) {
          long difference = x.value() - y.value();
          if (((x.value() ^ y.value()) & (x.value() ^ difference)) >= 0) {
            return NixInt.of(difference);
          }
        }
        return operation.apply(a, b);
      }
      return operation.apply(a, right.eval(frame));
    } catch (EvalException e) {
      throw e.frame("while calling the '" + operation.builtinName() + "' builtin", place());
    }
  }
}
