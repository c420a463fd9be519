package firn.eval.code;

import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;

/** One definition of a set or {@code let}: how its value, to be computed later, comes about. */
abstract sealed class BindingNode {
  final Symbol name;
  final int offset;

  private BindingNode(Symbol name, int offset) {
    this.name = name;
    this.offset = offset;
  }

  /**
   * The value, perhaps a thunk.
   *
   * @param inner the frame of the bindings themselves, the outer one where they have none
   * @param outer the frame around
   * @param sources the values of the {@code inherit (e)}s
   */
  abstract Value delay(Frame inner, Frame outer, Value[] sources);

  /** {@code name = value;}. */
  static final class Plain extends BindingNode {
    private final Node value;

    Plain(Symbol name, int offset, Node value) {
      super(name, offset);
      this.value = value;
    }

    @Override
    Value delay(Frame inner, Frame outer, Value[] sources) {
      return value.delay(inner);
    }

    /** A thunk in any case, which looks at the frame's slots only when it is forced. */
    Value thunk(Frame inner) {
      return new Thunk(value, inner);
    }
  }

  /** {@code inherit name;}. */
  static final class Inherited extends BindingNode {
    private final Node variable;

    Inherited(Symbol name, int offset, Node variable) {
      super(name, offset);
      this.variable = variable;
    }

    @Override
    Value delay(Frame inner, Frame outer, Value[] sources) {
      return variable.delay(outer);
    }
  }

  /** {@code inherit (e) name;}. */
  static final class InheritedFrom extends BindingNode {
    private final InheritedCode code;
    private final int source;

    InheritedFrom(Symbol name, int offset, InheritedCode code, int source) {
      super(name, offset);
      this.code = code;
      this.source = source;
    }

    @Override
    Value delay(Frame inner, Frame outer, Value[] sources) {
      return new Thunk(code, sources[source]);
    }
  }
}
