package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.Merging;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code a // b}; the right side is evaluated first. */
final class UpdateNode extends Node {
  private final Node left;
  private final Node right;
  private final Merging merging = new Merging();

  UpdateNode(SourceText source, int start, Node left, Node right) {
    super(source, start);
    this.left = left;
    this.right = right;
  }

  @Override
  Value eval(Frame frame) {
    NixAttrs b = side(right, frame, "in the right operand of '//'");
    NixAttrs a = side(left, frame, "in the left operand of '//'");
    return merging.merge(a, b);
  }

  private static NixAttrs side(Node node, Frame frame, String purpose) {
    try {
      return node.eval(frame).asAttrs();
    } catch (EvalException e) {
      throw e.frame(purpose, node.place());
    }
  }
}
