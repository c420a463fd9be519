package firn.eval.builtin;

import firn.eval.error.Place;
import firn.eval.value.NixFunction;
import firn.eval.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A builtin applied to fewer arguments than it takes. */
public final class PartialPrimOp extends NixFunction {
  private final Builtin builtin;
  private final Value[] given;

  PartialPrimOp(Builtin builtin, Value[] given) {
    this.builtin = builtin;
    this.given = given;
  }

  public Builtin builtin() {
    return builtin;
  }

  /** The arguments given so far, not a copy: for reading only. */
  public Value[] given() {
    return given;
  }

  @Override
  public Value apply(Value argument) {
    return applyAt(argument, null);
  }

  /** As {@link #apply(Value)}, saying in errors where the call stands. */
  public Value applyAt(Value argument, @Nullable Place place) {
    Value[] all = Arrays.copyOf(given, given.length + 1);
    all[given.length] = argument;
    return all.length == builtin.arity()
        ? builtin.apply(all, place)
        : new PartialPrimOp(builtin, all);
  }

  @Override
  public String describe() {
    return "partially applied primop " + builtin.name();
  }

  @Override
  public String describeType() {
    return "the partially applied built-in function '" + builtin.name() + "'";
  }

  @Override
  public String placeholder() {
    return "<PRIMOP-APP>";
  }
}
