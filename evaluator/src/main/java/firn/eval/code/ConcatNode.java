package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.CallStack;
import firn.eval.value.Expected;
import firn.eval.value.ListPrefix;
import firn.eval.value.NixList;
import firn.eval.value.TailCall;
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

  @Override
  Value evalTail(Frame frame) {
    if (!(left.eval(frame, "in the left operand of '++'") instanceof NixList a)) {
      // What is wrong with the right operand is said before what is wrong with the left.
      return eval(frame);
    }
    Value b = tail(frame);
    if (b != TailCall.PENDING) {
      return a.concat(list(b));
    }
    CallStack stack = CallStack.current();
    stack.tailPrefix = new ListPrefix(a, this, stack.tailPrefix);
    return b;
  }

  private Value tail(Frame frame) {
    try {
      return right.evalTail(frame);
    } catch (EvalException e) {
      throw e.frame("in the right operand of '++'", right.place());
    }
  }

  /** The value as a list, or the error that it is none. */
  NixList list(Value v) {
    if (v instanceof NixList list) {
      return list;
    }
    throw Expected.error(ValueType.LIST.described(), v)
        .frame("while evaluating one of the elements to concatenate", place());
  }
}
