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
      Value found = set instanceof NixAttrs a ? a.get(name) : null;
      if (found == null) {
        return false;
      }
      v = found;
    }
    return true;
  }

  @Override
  Value eval(Frame frame) {
    return NixBool.of(test(frame));
  }
}
