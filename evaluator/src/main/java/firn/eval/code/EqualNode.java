package firn.eval.code;

import firn.eval.error.AssertionException;
import firn.eval.error.Place;
import firn.eval.value.Equality;
import firn.eval.value.Inequality;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code a == b} and {@code a != b}. */
final class EqualNode extends Node {
  private final Node left;
  private final Node right;
  private final boolean negated;

  EqualNode(SourceText source, int start, Node left, Node right, boolean negated) {
    super(source, start);
    this.left = left;
    this.right = right;
    this.negated = negated;
  }

  @Override
  boolean test(Frame frame) {
    Value a =
        left.eval(frame, negated ? "in the left operand of '!='" : "in the left operand of '=='");
    Value b =
        right.eval(
            frame, negated ? "in the right operand of '!='" : "in the right operand of '=='");
    if (a instanceof NixInt x && b instanceof NixInt y) {
      return x.value() == y.value() != negated;
    }
    return Equality.ofForced(a, b) != negated;
  }

  @Override
  Value eval(Frame frame) {
    return NixBool.of(test(frame));
  }

  /** Throws an error that says in what the two sides differ, if that can be said. */
  void explain(Frame frame, String shown, Place assertion) {
    if (negated) {
      return;
    }
    try {
      Inequality.explain(left.eval(frame), right.eval(frame), place());
    } catch (AssertionException e) {
      throw e.frame("while evaluating the condition of the assertion '" + shown + "'", assertion);
    }
  }
}
