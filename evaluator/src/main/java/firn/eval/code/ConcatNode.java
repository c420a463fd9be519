package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.NixList;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code a ++ b}. */
final class ConcatNode extends Node {
  private final Node left;
  private final Node right;

  ConcatNode(SourceText source, int start, Node left, Node right) {
    super(source, start);
    this.left = left;
    this.right = right;
  }

  @Override
  Value eval(Frame frame) {
    Value a = left.eval(frame, "in the left operand of '++'");
    Value b = right.eval(frame, "in the right operand of '++'");
    return list(a).concat(list(b));
  }

  private NixList list(Value v) {
    try {
      return v.asList();
    } catch (EvalException e) {
      throw e.at(place()).frame("while evaluating one of the elements to concatenate", place());
    }
  }
}
