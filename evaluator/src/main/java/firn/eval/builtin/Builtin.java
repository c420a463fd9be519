package firn.eval.builtin;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.CallProfile;
import firn.eval.value.CallStack;
import firn.eval.value.Counters;
import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a builtin: what help, REPL, editor and manual show, and what runs.
 *
 * <p>An implementation gets its arguments unforced, answers a value (a thunk is forced for it) and
 * reports errors as {@link firn.eval.error.EvalException}. It may run on several threads at once.
 */
public final class Builtin {

  /** What runs. */
  @FunctionalInterface
  public interface Implementation {
    Value call(Value[] arguments);
  }

  /** An implementation of one argument. */
  @FunctionalInterface
  public interface Unary {
    Value call(Value argument);
  }

  /** An implementation of two arguments. */
  @FunctionalInterface
  public interface Binary {
    Value call(Value first, Value second);
  }

  /** An implementation of three arguments. */
  @FunctionalInterface
  public interface Ternary {
    Value call(Value first, Value second, Value third);
  }

  /** Where a name can be used beside {@code builtins.NAME}. */
  public enum Scope {
    /** As {@code NAME}, such as {@code map}. */
    GLOBAL,
    /** As {@code __NAME}, such as {@code __add}. */
    PREFIXED,
    /** Nowhere else. */
    ATTRIBUTE
  }

  private final String name;
  private final List<String> arguments;
  private final int arity;
  private final String documentation;
  private final Scope scope;
  private final @Nullable Value constant;
  final @Nullable Unary unary;
  final @Nullable Binary binary;
  final @Nullable Ternary ternary;
  final @Nullable Implementation general;
  final boolean lastInTail;
  final boolean traced;

  private Builtin(
      String name,
      List<String> arguments,
      String documentation,
      Scope scope,
      @Nullable Value constant,
      @Nullable Unary unary,
      @Nullable Binary binary,
      @Nullable Ternary ternary,
      @Nullable Implementation general,
      boolean lastInTail,
      boolean traced) {
    this.name = name;
    this.arguments = arguments;
    this.arity = arguments.size();
    this.documentation = documentation;
    this.scope = scope;
    this.constant = constant;
    this.unary = unary;
    this.binary = binary;
    this.ternary = ternary;
    this.general = general;
    this.lastInTail = lastInTail;
    this.traced = traced;
  }

  /** A builtin of one argument, usable as {@code builtins.NAME} and {@code __NAME}. */
  public static Builtin unary(String name, String argument, String documentation, Unary run) {
    return new Builtin(
        name,
        List.of(argument),
        documentation,
        Scope.PREFIXED,
        null,
        run,
        null,
        null,
        null,
        false,
        true);
  }

  /** A builtin of two arguments, usable as {@code builtins.NAME} and {@code __NAME}. */
  public static Builtin binary(
      String name, String first, String second, String documentation, Binary run) {
    return new Builtin(
        name,
        List.of(first, second),
        documentation,
        Scope.PREFIXED,
        null,
        null,
        run,
        null,
        null,
        false,
        true);
  }

  /** A builtin of three arguments, usable as {@code builtins.NAME} and {@code __NAME}. */
  public static Builtin ternary(
      String name, String first, String second, String third, String documentation, Ternary run) {
    return new Builtin(
        name,
        List.of(first, second, third),
        documentation,
        Scope.PREFIXED,
        null,
        null,
        null,
        run,
        null,
        false,
        true);
  }

  /** A builtin of any number of arguments, usable as {@code builtins.NAME} and {@code __NAME}. */
  public static Builtin of(
      String name, List<String> arguments, String documentation, Implementation run) {
    return new Builtin(
        name,
        List.copyOf(arguments),
        documentation,
        Scope.PREFIXED,
        null,
        null,
        null,
        null,
        run,
        false,
        true);
  }

  /** A value rather than a function. */
  public static Builtin constant(String name, String documentation, Value value) {
    return new Builtin(
        name, List.of(), documentation, Scope.PREFIXED, value, null, null, null, null, false, true);
  }

  /** The same, usable without a prefix. */
  public Builtin global() {
    return with(Scope.GLOBAL, lastInTail, traced);
  }

  /** The same, usable as an attribute of {@code builtins} only. */
  public Builtin attributeOnly() {
    return with(Scope.ATTRIBUTE, lastInTail, traced);
  }

  /** The same, where the answer is the last argument, returned as it was given. */
  public Builtin answersLast() {
    return with(scope, true, traced);
  }

  /** The same, which adds no frame of its own to the trace of an error. */
  public Builtin untraced() {
    return with(scope, lastInTail, false);
  }

  private Builtin with(Scope newScope, boolean tail, boolean trace) {
    return new Builtin(
        name,
        arguments,
        documentation,
        newScope,
        constant,
        unary,
        binary,
        ternary,
        general,
        tail,
        trace);
  }

  /** The name in {@code builtins}. */
  public String name() {
    return name;
  }

  /** How many arguments; none for a constant. */
  public int arity() {
    return arity;
  }

  /** The names of the arguments. */
  public List<String> arguments() {
    return arguments;
  }

  /** What it does, in Markdown. */
  public String documentation() {
    return documentation;
  }

  public Scope scope() {
    return scope;
  }

  /** The value of a constant; null for a function. */
  public @Nullable Value constantValue() {
    return constant;
  }

  /** The value to be bound to the name. */
  public Value value() {
    return constant != null ? constant : new PrimOp(this);
  }

  /** Whether an error that passes through is noted in its trace. */
  public boolean isTraced() {
    return traced;
  }

  /** Whether the answer is the last argument as it was given. */
  public boolean isLastAnswered() {
    return lastInTail;
  }

  /** Runs it for its value, noting in errors that it was called. */
  Value apply(Value[] args, @Nullable Place place) {
    try {
      return run(args).force();
    } catch (EvalException e) {
      throw traced ? e.frame("while calling the '" + name + "' builtin", place) : e;
    }
  }

  /** Runs it; the answer may be a thunk. */
  public Value run(Value[] args) {
    if (Counters.ON) {
      Counters.builtinCalls++;
    }
    if (!CallProfile.ON) {
      return implement(args);
    }
    CallStack stack = CallStack.current();
    stack.note(this);
    try {
      return implement(args);
    } finally {
      stack.forget();
    }
  }

  /** As {@link #run(Value[])}, of a builtin of one argument. */
  public Value run(Value argument) {
    if (unary == null || CallProfile.ON) {
      return run(new Value[] {argument});
    }
    if (Counters.ON) {
      Counters.builtinCalls++;
    }
    return unary.call(argument);
  }

  /** As {@link #run(Value[])}, of a builtin of two arguments. */
  public Value run(Value first, Value second) {
    if (binary == null || CallProfile.ON) {
      return run(new Value[] {first, second});
    }
    if (Counters.ON) {
      Counters.builtinCalls++;
    }
    return binary.call(first, second);
  }

  /** As {@link #run(Value[])}, of a builtin of three arguments. */
  public Value run(Value first, Value second, Value third) {
    if (ternary == null || CallProfile.ON) {
      return run(new Value[] {first, second, third});
    }
    if (Counters.ON) {
      Counters.builtinCalls++;
    }
    return ternary.call(first, second, third);
  }

  /** As a profile shows it. */
  @Override
  public String toString() {
    return "builtins." + name;
  }

  private Value implement(Value[] args) {
    if (unary != null) {
      return unary.call(args[0]);
    }
    if (binary != null) {
      return binary.call(args[0], args[1]);
    }
    if (ternary != null) {
      return ternary.call(args[0], args[1], args[2]);
    }
    if (general != null) {
      return general.call(args);
    }
    throw new IllegalStateException(name + " is a constant");
  }
}
