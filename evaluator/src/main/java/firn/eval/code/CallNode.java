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
    int arity = builtin.arity();
    Value[] given = new Value[arity];
    int delayed = builtin.isLastAnswered() ? arity - 1 : arity;
    for (int k = 0; k < delayed; k++) {
      given[k] = arguments[from + k].delay(frame);
    }
    if (delayed < arity) {
      given[delayed] = NixNull.NULL;
    }
    Value result;
    try {
      result = builtin.run(given).force();
      if (delayed < arity && !tail) {
        return arguments[from + delayed].eval(frame);
      }
    } catch (EvalException e) {
      throw builtinNoted(builtin, e);
    }
    return delayed < arity ? arguments[from + delayed].evalTail(frame) : result;
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
