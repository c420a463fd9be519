package firn.eval.code;

import firn.eval.value.Expected;
import firn.eval.value.NixList;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import firn.grammar.SourceText;

/** {@code a ++ b}. */
final class ConcatNode extends Node {
  private final Node left;
  private final Node right;

  ConcatNode(SourceText source, int start, Node left, Node right) {
    super(source, start);
    this.left = left;
    this.right = right;
  }

  @Override
  Value eval(Frame frame) {
    Value a = left.eval(frame, "in the left operand of '++'");
    Value b = right.eval(frame, "in the right operand of '++'");
    return list(a).concat(list(b));
  }

  private NixList list(Value v) {
    if (v instanceof NixList list) {
      return list;
    }
    throw Expected.error(ValueType.LIST.described(), v)
        .frame("while evaluating one of the elements to concatenate", place());
  }
}
