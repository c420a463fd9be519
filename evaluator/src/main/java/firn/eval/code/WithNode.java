package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import firn.grammar.SourceText;

/** {@code with scope; body}. */
final class WithNode extends Node {
  private final Node scope;
  private Node body;

  WithNode(SourceText source, int start, Node scope) {
    super(source, start);
    this.scope = scope;
    this.body = scope;
  }

  /** The body is compiled after, since its variables refer to this node. */
  void setBody(Node compiled) {
    body = compiled;
  }

  @Override
  Value eval(Frame frame) {
    return body.eval(new Frame(frame, scope.delay(frame)));
  }

  @Override
  Value evalTail(Frame frame) {
    return body.evalTail(new Frame(frame, scope.delay(frame)));
  }

  /** The set, from the frame this node made. */
  NixAttrs scope(Frame own) {
    if (own.a instanceof NixAttrs known) {
      return known;
    }
    try {
      Value v = own.a.force();
      if (v instanceof NixAttrs set) {
        own.a = set;
        return set;
      }
      throw Expected.error(ValueType.ATTRS.described(), v);
    } catch (EvalException e) {
      throw e.frame("while evaluating the first subexpression of a with expression", place());
    }
  }
}
