package firn.eval.code;

import firn.eval.value.NixBool;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code a && b}, {@code a || b}, {@code a -> b} and {@code !a}. */
abstract class LogicNode extends Node {

  LogicNode(SourceText source, int start) {
    super(source, start);
  }

  @Override
  final Value eval(Frame frame) {
    return NixBool.of(test(frame));
  }

  /** {@code a && b}. */
  static final class And extends LogicNode {
    private final Node left;
    private final Node right;

    And(SourceText source, int start, Node left, Node right) {
      super(source, start);
      this.left = left;
      this.right = right;
    }

    @Override
    boolean test(Frame frame) {
      return left.test(frame, "in the left operand of '&&'")
          && right.test(frame, "in the right operand of '&&'");
    }
  }

  /** {@code a || b}. */
  static final class Or extends LogicNode {
    private final Node left;
    private final Node right;

    Or(SourceText source, int start, Node left, Node right) {
      super(source, start);
      this.left = left;
      this.right = right;
    }

    @Override
    boolean test(Frame frame) {
      return left.test(frame, "in the left operand of '||'")
          || right.test(frame, "in the right operand of '||'");
    }
  }

  /** {@code a -> b}. */
  static final class Implies extends LogicNode {
    private final Node left;
    private final Node right;

    Implies(SourceText source, int start, Node left, Node right) {
      super(source, start);
      this.left = left;
      this.right = right;
    }

    @Override
    boolean test(Frame frame) {
      return !left.test(frame, "in the left operand of '->'")
          || right.test(frame, "in the right operand of '->'");
    }
  }

  /** {@code !a}. */
  static final class Not extends LogicNode {
    private final Node operand;

    Not(SourceText source, int start, Node operand) {
      super(source, start);
      this.operand = operand;
    }

    @Override
    boolean test(Frame frame) {
      return !operand.test(frame, "in the argument of '!'");
    }
  }
}
