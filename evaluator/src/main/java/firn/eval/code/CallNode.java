package firn.eval.code;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.PartialPrimOp;
import firn.eval.builtin.PrimOp;
import firn.eval.error.DepthException;
import firn.eval.error.EvalException;
import firn.eval.error.TraceFrame;
import firn.eval.value.CallStack;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixNull;
import firn.eval.value.TailCall;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code f a b}. */
final class CallNode extends Node {
  private final Node callee;
  private final Node[] arguments;

  CallNode(SourceText source, int start, Node callee, Node[] arguments) {
    super(source, start);
    this.callee = callee;
    this.arguments = arguments;
  }

  @Override
  Value eval(Frame frame) {
    Value function = callee.eval(frame);
    if (function instanceof Closure closure && arguments.length == 1) {
      return enter(closure, arguments[0].delay(frame));
    }
    return evalFrom(function, 0, frame, false);
  }

  @Override
  Value evalTail(Frame frame) {
    return evalFrom(callee.eval(frame), 0, frame, true);
  }

  private Value evalFrom(Value first, int from, Frame frame, boolean tail) {
    Value function = first;
    int i = from;
    int n = arguments.length;
    while (i < n) {
      if (function instanceof Closure closure) {
        Value argument = arguments[i].delay(frame);
        i++;
        if (tail && i == n) {
          CallStack stack = CallStack.current();
          if (stack.depth > Closure.TAIL_DEPTH) {
            stack.tailFunction = closure;
            stack.tailArgument = argument;
            return TailCall.PENDING;
          }
        }
        function = enter(closure, argument);
      } else if (function instanceof PrimOp primOp && primOp.builtin().arity() <= n - i) {
        Builtin builtin = primOp.builtin();
        int arity = builtin.arity();
        function = callBuiltin(builtin, i, frame, tail && i + arity == n);
        i += arity;
      } else {
        function = applyOther(function, arguments[i].delay(frame));
        i++;
      }
    }
    return function;
  }

  private Value enter(Closure closure, Value argument) {
    try {
      return closure.enter(argument, CallStack.current());
    } catch (EvalException e) {
      if (e instanceof DepthException && e.place() == null) {
        throw e.at(place());
      }
      throw e.frame(new TraceFrame("from call site", place(), TraceFrame.Shown.CALLS));
    }
  }

  private Value callBuiltin(Builtin builtin, int from, Frame frame, boolean tail) {
    if (builtin.isLastAnswered()) {
      return callForLast(builtin, from, frame, tail);
    }
    try {
      return runBuiltin(builtin, from, frame).force();
    } catch (EvalException e) {
      throw builtinNoted(builtin, e);
    }
  }

  private Value runBuiltin(Builtin builtin, int from, Frame frame) {
    Value first = arguments[from].delay(frame);
    int arity = builtin.arity();
    if (arity == 1) {
      return builtin.run(first);
    }
    Value second = arguments[from + 1].delay(frame);
    if (arity == 2) {
      return builtin.run(first, second);
    }
    Value third = arguments[from + 2].delay(frame);
    if (arity == 3) {
      return builtin.run(first, second, third);
    }
    Value[] given = new Value[arity];
    given[0] = first;
    given[1] = second;
    given[2] = third;
    for (int k = 3; k < arity; k++) {
      given[k] = arguments[from + k].delay(frame);
    }
    return builtin.run(given);
  }

  /** A builtin whose answer is its last argument, which needs no thunk then. */
  private Value callForLast(Builtin builtin, int from, Frame frame, boolean tail) {
    int last = builtin.arity() - 1;
    Value[] given = new Value[last + 1];
    for (int k = 0; k < last; k++) {
      given[k] = arguments[from + k].delay(frame);
    }
    given[last] = NixNull.NULL;
    try {
      builtin.run(given).force();
      if (!tail) {
        return arguments[from + last].eval(frame);
      }
    } catch (EvalException e) {
      throw builtinNoted(builtin, e);
    }
    return arguments[from + last].evalTail(frame);
  }

  private EvalException builtinNoted(Builtin builtin, EvalException e) {
    return builtin.isTraced()
        ? e.frame("while calling the '" + builtin.name() + "' builtin", place())
        : e;
  }

  private Value applyOther(Value function, Value argument) {
    if (function instanceof PartialPrimOp partial) {
      return partial.applyAt(argument, place());
    }
    if (!Functions.isCallable(function)) {
      throw Functions.notAFunction(function).at(place());
    }
    try {
      return Functions.call(function, argument);
    } catch (EvalException e) {
      if (function instanceof NixAttrs) {
        throw e.frame(
            "while calling a functor (an attribute set with a '__functor' attribute)", place());
      }

      throw e;
    }
  }
}
