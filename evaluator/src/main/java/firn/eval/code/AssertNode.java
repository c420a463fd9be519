package firn.eval.code;

import firn.eval.error.AssertionException;
import firn.eval.value.Value;
import firn.grammar.Printer;
import firn.grammar.SourceText;
import firn.grammar.tree.Expr;

/** {@code assert condition; body}. */
final class AssertNode extends Node {
  private final Node condition;
  private final Node body;
  private final Expr written;
  private final Printer.PathResolver paths;

  /**
   * @param written the condition, to be shown in the message
   * @param paths how its paths are shown
   */
  AssertNode(
      SourceText source,
      int start,
      Node condition,
      Node body,
      Expr written,
      Printer.PathResolver paths) {
    super(source, start);
    this.condition = condition;
    this.body = body;
    this.written = written;
    this.paths = paths;
  }

  private void check(Frame frame) {
    if (!condition.test(frame, "in the condition of the assert statement")) {
      String shown = Printer.print(written, paths);
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
