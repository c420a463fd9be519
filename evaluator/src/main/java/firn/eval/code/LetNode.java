package firn.eval.code;

import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code let … in body}. */
final class LetNode extends Node {
  private final BindingsNode bindings;
  private final Node body;

  LetNode(SourceText source, int start, BindingsNode bindings, Node body) {
    super(source, start);
    this.bindings = bindings;
    this.body = body;
  }

  @Override
  Value eval(Frame frame) {
    return body.eval(bindings.bindRecursively(frame));
  }

  @Override
  Value evalTail(Frame frame) {
    return body.evalTail(bindings.bindRecursively(frame));
  }
}
