package firn.eval.value;

import firn.eval.error.DepthException;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.TraceFrame;
import org.jspecify.annotations.Nullable;

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

  /**
   * As {@link #call(Value, Value)}, for a call that stands nowhere in the program: errors take the
   * place where the function is defined for that of the call.
   */
  public static Value callFromNowhere(Value function, Value argument) {
    return callAt(function, argument, function instanceof NixFunction f ? f.place() : null);
  }

  /** As {@link #call(Value, Value)}, saying in errors where the call stands. */
  public static Value callAt(Value function, Value argument, @Nullable Place site) {
    if (!isCallable(function)) {
      throw notAFunction(function).at(site);
    }
    try {
      return call(function, argument);
    } catch (EvalException e) {
      if (e instanceof DepthException && e.place() == null) {
        throw e.at(site);
      }
      if (site != null && function instanceof NixFunction f && f.place() != null) {
        e.frame(new TraceFrame("from call site", site, TraceFrame.Shown.CALLS));
      }
      throw e;
    }
  }

  /** Applies a forced value to two arguments. */
  public static Value call(Value function, Value first, Value second) {
    return function instanceof NixFunction f
        ? f.apply(first, second)
        : call(callFunctor(function, first), second);
  }

  private static Value callFunctor(Value function, Value argument) {
    // A functor may answer another such set, and so on without end.
    CallStack stack = CallStack.current();
    stack.enter();
    try {
      return functor(function).call(function, argument);
    } finally {
      stack.leave();
    }
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
