package firn.eval.value;

/** Application of whatever can be applied. */
public final class Functions {
  private static final Symbol FUNCTOR = Symbol.of("__functor");

  private Functions() {}

  /**
   * Applies a forced value to one argument.
   *
   * @throws firn.eval.error.TypeException if it is neither a function nor a set with a functor
   */
  public static Value call(Value function, Value argument) {
    return function instanceof NixFunction f ? f.apply(argument) : callFunctor(function, argument);
  }

  /** Applies a forced value to two arguments. */
  public static Value call(Value function, Value first, Value second) {
    return function instanceof NixFunction f
        ? f.apply(first, second)
        : call(callFunctor(function, first), second);
  }

  private static Value callFunctor(Value function, Value argument) {
    return functor(function).call(function, argument);
  }

  /** Whether a forced value can be applied. */
  public static boolean isCallable(Value v) {
    return v instanceof NixFunction || (v instanceof NixAttrs set && set.has(FUNCTOR));
  }

  /** The function that applying a forced set means; it takes the set as its first argument. */
  public static Value functor(Value function) {
    if (function instanceof NixAttrs set) {
      Value functor = set.get(FUNCTOR);
      if (functor != null) {
        return functor.force();
      }
    }
    throw notAFunction(function);
  }

  /** The error of applying what cannot be applied. */
  public static firn.eval.error.TypeException notAFunction(Value found) {
    return new firn.eval.error.TypeException(
        "attempt to call something which is not a function but "
            + Expected.describe(found)
            + ": "
            + ValuePrinter.forMessage(found));
  }
}
