package firn.eval.code;

import firn.eval.error.AssertionException;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code assert condition; body}. */
final class AssertNode extends Node {
  private final Node condition;
  private final Node body;
  private final String shown;

  /**
   * @param shown the condition as the message shows it
   */
  AssertNode(SourceText source, int start, Node condition, Node body, String shown) {
    super(source, start);
    this.condition = condition;
    this.body = body;
    this.shown = shown;
  }

  private void check(Frame frame) {
    if (!condition.test(frame, "in the condition of the assert statement")) {
      if (condition instanceof EqualNode equal) {
        equal.explain(frame, shown, place());
      }
      throw new AssertionException("assertion '" + shown + "' failed").at(place());
    }
  }

  @Override
  Value eval(Frame frame) {
    check(frame);
    return body.eval(frame);
  }

  @Override
  Value evalTail(Frame frame) {
    check(frame);
    return body.evalTail(frame);
  }
}
