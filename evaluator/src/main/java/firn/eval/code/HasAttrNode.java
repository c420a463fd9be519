package firn.eval.code;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code subject ? a.b}. */
final class HasAttrNode extends Node {
  private final Node subject;
  private final AttrNameNode[] path;

  HasAttrNode(SourceText source, int start, Node subject, AttrNameNode[] path) {
    super(source, start);
    this.subject = subject;
    this.path = path;
  }

  @Override
  boolean test(Frame frame) {
    Value v = subject.eval(frame, "in the argument of '?'");
    for (AttrNameNode step : path) {
      Value set = v.force();
      Symbol name = step.name(frame);
      if (!(set instanceof NixAttrs a)) {
        return false;
      }
      int at = step.in(a.layout(), name);
      if (at < 0) {
        return false;
      }
      v = a.value(at);
    }
    return true;
  }

  @Override
  Value eval(Frame frame) {
    return NixBool.of(test(frame));
  }
}
