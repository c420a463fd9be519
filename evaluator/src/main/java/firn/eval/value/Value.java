package firn.eval.value;

/**
 * A value, or a {@link Thunk} that becomes one.
 *
 * <p>Values are immutable and may be shared between threads. Methods that need to look at a value
 * force it first; only {@link #force} says so in its name.
 */
public abstract sealed class Value
    permits Thunk,
        TailCall,
        NixInt,
        NixFloat,
        NixBool,
        NixNull,
        NixString,
        NixPath,
        NixList,
        NixAttrs,
        NixFunction {

  /**
   * The value itself, never a thunk.
   *
   * @throws firn.eval.error.EvalException whatever its computation throws
   */
  public final Value force() {
    return this instanceof Thunk t ? t.value() : this;
  }

  /** The type; forces. */
  public abstract ValueType type();

  /** This function, or attribute set with a {@code __functor}, applied to one argument; forced. */
  public final Value call(Value argument) {
    return Functions.call(force(), argument);
  }

  /** Applied to two arguments; forced. */
  public final Value call(Value first, Value second) {
    return Functions.call(force(), first, second);
  }

  /** The integer; any other type is an error. */
  public final long asInt() {
    return force() instanceof NixInt i ? i.value() : Expected.<Long>fail(ValueType.INT, this);
  }

  /** The truth value; any other type is an error. */
  public final boolean asBool() {
    Value v = force();
    return v instanceof NixBool b ? b.value() : Expected.<Boolean>fail(ValueType.BOOL, v);
  }

  /** The string with its context, not coerced; any other type is an error. */
  public final NixString asString() {
    Value v = force();
    return v instanceof NixString s ? s : Expected.fail(ValueType.STRING, v);
  }

  /** The bytes of a string that may have a context; any other type is an error. */
  public final String asBytes() {
    return asString().bytes();
  }

  /** The attribute set; any other type is an error. */
  public final NixAttrs asAttrs() {
    Value v = force();
    return v instanceof NixAttrs a ? a : Expected.fail(ValueType.ATTRS, v);
  }

  /** The list; any other type is an error. */
  public final NixList asList() {
    Value v = force();
    return v instanceof NixList l ? l : Expected.fail(ValueType.LIST, v);
  }

  /** The function; any other type is an error, a functor too. */
  public final NixFunction asFunction() {
    Value v = force();
    return v instanceof NixFunction f ? f : Expected.fail(ValueType.FUNCTION, v);
  }
}
