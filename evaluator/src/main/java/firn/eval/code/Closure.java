package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.TraceFrame;
import firn.eval.value.CallProfile;
import firn.eval.value.CallStack;
import firn.eval.value.Counters;
import firn.eval.value.NixFunction;
import firn.eval.value.TailCall;
import firn.eval.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function of the program together with the variables around it. */
public final class Closure extends NixFunction {
  /**
   * Below this depth a tail call nests like any other, so that traces show every call; above it the
   * caller's frame is given up.
   */
  static final int TAIL_DEPTH = 400;

  /** How many tail calls one frame may make; nothing that ends needs as many. */
  private static final long MAX_TAIL_CALLS = 100_000_000;

  final LambdaNode lambda;
  final Frame outer;

  Closure(LambdaNode lambda, Frame outer) {
    this.lambda = lambda;
    this.outer = outer;
  }

  @Override
  public Value apply(Value argument) {
    return enter(argument, CallStack.current());
  }

  Value enter(Value argument, CallStack stack) {
    stack.enter();
    if (Counters.ON) {
      Counters.calls++;
    }
    if (CallProfile.ON) {
      stack.note(lambda);
    }
    try {
      return run(lambda.bind(outer, argument), argument, stack);
    } finally {
      stack.leave();
      if (CallProfile.ON) {
        stack.forget();
      }
    }
  }

  private Value run(Frame frame, Value argument, CallStack stack) {
    try {
      Value result = lambda.body.evalTail(frame);
      return result == TailCall.PENDING ? runTailCalls(stack, argument) : result;
    } catch (EvalException e) {
      throw noted(e);
    }
  }

  private EvalException noted(EvalException e) {
    return e.frame(
        new TraceFrame(
            "while calling " + lambda.describedName(), lambda.place(), TraceFrame.Shown.CALLS));
  }

  private Value runTailCalls(CallStack stack, Value firstArgument) {
    NixFunction previous = this;
    Value previousArgument = firstArgument;
    @Nullable Concatenation before = null;
    for (long made = 0; made < MAX_TAIL_CALLS; made++) {
      NixFunction function = stack.tailFunction;
      Value argument = stack.tailArgument;
      if (function == null || argument == null) {
        throw new IllegalStateException("no tail call is pending");
      }
      stack.tailFunction = null;
      stack.tailArgument = null;
      before = Concatenation.take(stack, before);
      if (function == previous && argument == previousArgument) {
        // A function that comes back to the same argument never ends.
        throw CallStack.tooDeep();
      }
      Value result = function.applyInTail(argument);
      if (result != TailCall.PENDING) {
        return before == null ? result : before.finish(result);
      }
      previous = function;
      previousArgument = argument;
    }
    throw CallStack.tooDeep();
  }

  /** Runs the body without counting a call; for {@link #runTailCalls}. */
  @Override
  public Value applyInTail(Value argument) {
    if (Counters.ON) {
      Counters.calls++;
      Counters.tailCalls++;
    }
    Frame frame = lambda.bind(outer, argument);
    try {
      return lambda.body.evalTail(frame);
    } catch (EvalException e) {
      throw noted(e);
    }
  }

  @Override
  public Place place() {
    return lambda.place();
  }

  /** The name of the argument; null for a pattern that names only parts. */
  public @Nullable String argumentName() {
    return lambda.argumentName();
  }

  /** Whether the function takes a set apart by a pattern. */
  public boolean hasPattern() {
    return lambda instanceof PatternLambdaNode;
  }

  /** Whether the pattern allows further attributes. */
  public boolean hasEllipsis() {
    return lambda instanceof PatternLambdaNode p && p.hasEllipsis();
  }

  /** The names of the pattern, in the order of the source; true where there is a default. */
  public Map<String, Boolean> formals() {
    Map<String, Boolean> all = new LinkedHashMap<>();
    if (lambda instanceof PatternLambdaNode p) {
      for (PatternLambdaNode.FormalNode f : p.formals()) {
        all.put(f.name.name(), f.orElse != null);
      }
    }
    return all;
  }

  /** Where a name of the pattern stands. */
  public Place formalPlace(String name) {
    if (lambda instanceof PatternLambdaNode p) {
      for (PatternLambdaNode.FormalNode f : p.formals()) {
        if (f.name.name().equals(name)) {
          return p.formalPlace(f);
        }
      }
    }
    return place();
  }

  @Override
  public String describe() {
    return "lambda" + (lambda.name == null ? "" : " " + lambda.name) + " @ " + lambda.place();
  }

  @Override
  public String describeType() {
    return "a function";
  }

  @Override
  public String placeholder() {
    return "<LAMBDA>";
  }
}
