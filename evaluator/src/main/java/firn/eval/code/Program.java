package firn.eval.code;

import firn.eval.value.Thunk;
import firn.eval.value.Value;

/** A compiled text together with the frame it runs in. */
public final class Program {
  private final Node node;
  private final Frame frame;

  Program(Node node, Frame frame) {
    this.node = node;
    this.frame = frame;
  }

  /** Runs the text. */
  public Value eval() {
    return node.eval(frame);
  }

  /** The text's value, to be computed later. */
  public Value delay() {
    return new Thunk(node, frame);
  }

  /** Whether the text is an attribute set as it stands, not a computation of one. */
  public boolean isAttrSet() {
    return node instanceof AttrSetNode;
  }
}
