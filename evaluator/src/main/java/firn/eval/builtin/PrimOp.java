package firn.eval.builtin;

import firn.eval.value.NixFunction;
import firn.eval.value.Value;

/** A builtin as a value, not yet applied to anything. */
public final class PrimOp extends NixFunction {
  private final Builtin builtin;

  public PrimOp(Builtin builtin) {
    this.builtin = builtin;
  }

  public Builtin builtin() {
    return builtin;
  }

  @Override
  public Value apply(Value argument) {
    if (builtin.arity() == 1) {
      return builtin.apply(new Value[] {argument}, null);
    }
    return new PartialPrimOp(builtin, new Value[] {argument});
  }

  @Override
  public Value apply(Value first, Value second) {
    return builtin.arity() == 2
        ? builtin.apply(new Value[] {first, second}, null)
        : super.apply(first, second);
  }

  @Override
  public String describe() {
    return "primop " + builtin.name();
  }

  @Override
  public String describeType() {
    return "the built-in function '" + builtin.name() + "'";
  }

  @Override
  public String placeholder() {
    return "<PRIMOP>";
  }
}
