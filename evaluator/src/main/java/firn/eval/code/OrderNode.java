package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.Ordering;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/**
 * The four comparisons. Each means {@code __lessThan}, perhaps with its sides exchanged, perhaps
 * negated; the sides are forced in the order of the call.
 */
final class OrderNode extends Node {
  private final Node first;
  private final Node second;
  private final boolean negated;

  /**
   * @param first what is to be less
   */
  OrderNode(SourceText source, int start, Node first, Node second, boolean negated) {
    super(source, start);
    this.first = first;
    this.second = second;
    this.negated = negated;
  }

  @Override
  boolean test(Frame frame) {
    try {
      Value a = first.eval(frame);
      Value b = second.eval(frame);
      if (a instanceof NixInt x && b instanceof NixInt y) {
        return x.value() < y.value() != negated;
      }
      return Ordering.less(a, b) != negated;
    } catch (EvalException e) {
      e.frame("while calling the 'lessThan' builtin", place());
      throw negated ? e.frame("in the argument of '!'", place()) : e;
    }
  }

  @Override
  Value eval(Frame frame) {
    return NixBool.of(test(frame));
  }
}
