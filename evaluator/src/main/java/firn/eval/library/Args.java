package firn.eval.library;

import firn.eval.error.EvalException;
import firn.eval.value.CallStack;
import firn.eval.value.Expected;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Arguments of builtins, forced and checked. Each method takes the frame to be added to an error's
 * trace.
 */
final class Args {

  // Asked for at each call, needed in errors only: made once for each builtin.
  private static final ConcurrentHashMap<String, String> FIRST = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, String> SECOND = new ConcurrentHashMap<>();

  private Args() {}

  /** Work that goes through values to any depth, in a builtin that itself counts as a call. */
  static <T> T counted(java.util.function.Supplier<T> work) {
    CallStack stack = CallStack.current();
    stack.enter();
    try {
      return work.get();
    } finally {
      stack.leave();
    }
  }

  /** {@code while evaluating the first argument passed to builtins.NAME}. */
  static String first(String name) {
    return purpose(FIRST, "first", name);
  }

  /** {@code while evaluating the second argument passed to builtins.NAME}. */
  static String second(String name) {
    return purpose(SECOND, "second", name);
  }

  private static String purpose(
      ConcurrentHashMap<String, String> known, String which, String name) {
    String purpose = known.get(name);
    return purpose != null
        ? purpose
        : known.computeIfAbsent(
            name, n -> "while evaluating the " + which + " argument passed to builtins." + n);
  }

  /** The frame is added only where the value is of another type. */
  static NixList list(Value v, String purpose) {
    Value f = v.force();
    if (f instanceof NixList list) {
      return list;
    }
    throw Expected.error(ValueType.LIST.described(), f).frame(purpose, null);
  }

  /** The frame is added only where the value is of another type. */
  static NixAttrs attrs(Value v, String purpose) {
    Value f = v.force();
    if (f instanceof NixAttrs set) {
      return set;
    }
    throw Expected.error(ValueType.ATTRS.described(), f).frame(purpose, null);
  }

  static long integer(Value v, String purpose) {
    try {
      return v.asInt();
    } catch (EvalException e) {
      throw e.frame(purpose, null);
    }
  }

  static boolean bool(Value v, String purpose) {
    try {
      return v.asBool();
    } catch (EvalException e) {
      throw e.frame(purpose, null);
    }
  }

  static NixString string(Value v, String purpose) {
    try {
      return v.asString();
    } catch (EvalException e) {
      throw e.frame(purpose, null);
    }
  }

  /** The bytes of a string that may not refer to a store path. */
  static String plain(Value v, String purpose) {
    try {
      return Expected.withoutContext(v.asString());
    } catch (EvalException e) {
      throw e.frame(purpose, null);
    }
  }

  /** A function, or a set that can be applied. */
  static Value function(Value v, String purpose) {
    try {
      Value f = v.force();
      if (Functions.isCallable(f)) {
        return f;
      }
      return Expected.fail(ValueType.FUNCTION, f);
    } catch (EvalException e) {
      throw e.frame(purpose, null);
    }
  }

  /** The truth value that a function answers. */
  static boolean test(Value function, Value argument, String purpose) {
    return bool(Functions.call(function, argument), purpose);
  }

  /** The attribute of a set that a builtin needs. */
  static Value attribute(NixAttrs set, String name, String purpose) {
    Value found = set.get(name);
    if (found == null) {
      throw new firn.eval.error.TypeException("attribute '" + name + "' missing")
          .frame(purpose, null);
    }
    return found;
  }
}
