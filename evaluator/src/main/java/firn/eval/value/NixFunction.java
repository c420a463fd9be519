package firn.eval.value;

import firn.eval.error.Place;
import org.jspecify.annotations.Nullable;

/** A function: a closure of the program, or a builtin. */
public abstract non-sealed class NixFunction extends Value {

  /** Applies the function to one argument; never answers a thunk. */
  public abstract Value apply(Value argument);

  /** Applies the function to two arguments. */
  public Value apply(Value first, Value second) {
    return Functions.call(apply(first), second);
  }

  /** As {@link #apply(Value)}, but may answer {@link TailCall#PENDING}. */
  public Value applyInTail(Value argument) {
    return apply(argument);
  }

  /** Where the function is defined, if it is part of a program. */
  public @Nullable Place place() {
    return null;
  }

  /** What the function is, as shown between guillemets: {@code lambda f @ file:1:2}. */
  public abstract String describe();

  /** The type with an article and, for builtins, the name. */
  public abstract String describeType();

  /** What {@code nix-instantiate --eval} prints: {@code <LAMBDA>} and the like. */
  public abstract String placeholder();

  @Override
  public final ValueType type() {
    return ValueType.FUNCTION;
  }

  @Override
  public String toString() {
    return Bytes.OPEN + describe() + Bytes.CLOSE;
  }
}
