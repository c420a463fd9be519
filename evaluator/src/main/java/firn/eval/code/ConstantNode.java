package firn.eval.code;

import firn.eval.value.Value;
import firn.grammar.SourceText;

/** A value known beforehand: a literal, or a global variable. */
final class ConstantNode extends Node {
  private final Value value;

  ConstantNode(SourceText source, int start, Value value) {
    super(source, start);
    this.value = value;
  }

  Value value() {
    return value;
  }

  @Override
  Value eval(Frame frame) {
    return value.force();
  }

  @Override
  Value delay(Frame frame) {
    return value;
  }
}
