package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.Code;
import firn.eval.value.Expected;
import firn.eval.value.NixBool;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import firn.grammar.SourceText;

/** A construct of the program that runs itself. Immutable but for what it remembers to be fast. */
public abstract class Node extends Code {
  final SourceText source;
  final int start;

  Node(SourceText source, int start) {
    this.source = source;
    this.start = start;
  }

  /** The value; never a thunk, never a pending tail call. */
  abstract Value eval(Frame frame);

  /**
   * As {@link #eval}, for a node whose value is the value of the function around it: may answer
   * {@link firn.eval.value.TailCall#PENDING}.
   */
  Value evalTail(Frame frame) {
    return eval(frame);
  }

  /** The value to be computed later: a thunk, or the value itself where that costs nothing. */
  Value delay(Frame frame) {
    return new Thunk(this, frame);
  }

  /** The truth value; any other type is an error. */
  boolean test(Frame frame) {
    Value v = eval(frame);
    if (v == NixBool.TRUE) {
      return true;
    }
    if (v == NixBool.FALSE) {
      return false;
    }
    throw Expected.error(ValueType.BOOL.described(), v).at(place());
  }

  /** As {@link #test}, noting in errors what it was for. */
  final boolean test(Frame frame, String purpose) {
    try {
      return test(frame);
    } catch (EvalException e) {
      throw e.frame(purpose, place());
    }
  }

  /** As {@link #eval}, noting in errors what it was for. */
  final Value eval(Frame frame, String purpose) {
    try {
      return eval(frame);
    } catch (EvalException e) {
      throw e.frame(purpose, place());
    }
  }

  final Place place() {
    return new Place(source, start);
  }

  @Override
  protected final Value run(Object payload) {
    return eval((Frame) payload);
  }
}
