package firn.eval.code;

import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code if condition then consequence else alternative}. */
final class IfNode extends Node {
  private final Node condition;
  private final Node consequence;
  private final Node alternative;

  IfNode(SourceText source, int start, Node condition, Node consequence, Node alternative) {
    super(source, start);
    this.condition = condition;
    this.consequence = consequence;
    this.alternative = alternative;
  }

  private Node chosen(Frame frame) {
    return condition.test(frame, "while evaluating a branch condition") ? consequence : alternative;
  }

  @Override
  Value eval(Frame frame) {
    return chosen(frame).eval(frame);
  }

  @Override
  Value evalTail(Frame frame) {
    return chosen(frame).evalTail(frame);
  }
}
