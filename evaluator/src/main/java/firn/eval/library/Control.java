package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.AbortException;
import firn.eval.error.EvalException;
import firn.eval.error.ThrownException;
import firn.eval.error.TraceFrame;
import firn.eval.print.DeepForce;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixBool;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import java.util.List;

/** Builtins that steer evaluation: forcing, throwing, catching, tracing. */
final class Control {
  private final EvalContext context;

  private Control(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Control c = new Control(context);
    return List.of(
        Builtin.unary(
                "throw",
                "s",
                "Ends evaluation with the message *s*, unless `tryEval` catches it.",
                s -> {
                  throw new ThrownException(
                      c.message(s, "while evaluating the error message passed to builtin.throw"));
                })
            .global(),
        Builtin.unary(
                "abort",
                "s",
                "Ends evaluation with the message *s*.",
                s -> {
                  throw new AbortException(
                      "evaluation aborted with the following error message: '"
                          + c.message(
                              s, "while evaluating the error message passed to builtins.abort")
                          + "'");
                })
            .global(),
        Builtin.unary(
                "break", "v", "Stops in the debugger where there is one; answers *v*.", v -> v)
            .global(),
        Builtin.binary(
                "seq",
                "e1",
                "e2",
                "Forces *e1*, then answers *e2*.",
                (a, b) -> {
                  a.force();
                  return b;
                })
            .answersLast(),
        Builtin.binary(
                "deepSeq",
                "e1",
                "e2",
                "Forces *e1* and everything in it, then answers *e2*.",
                (a, b) -> {
                  Args.counted(() -> {
                    DeepForce.force(a);
                    return NixBool.TRUE;
                  });
                  return b;
                })
            .answersLast(),
        Builtin.binary("trace", "e1", "e2", "Logs *e1*, then answers *e2*.", c::trace)
            .answersLast(),
        Builtin.binary(
                "traceVerbose",
                "e1",
                "e2",
                "As `trace`, but logs only where verbose traces are asked for.",
                (a, b) -> context.settings().traceVerbose() ? c.trace(a, b) : b)
            .answersLast(),
        Builtin.binary(
                "warn", "e1", "e2", "Logs the warning *e1*, a string, then answers *e2*.", c::warn)
            .answersLast(),
        Builtin.unary(
            "tryEval",
            "e",
            "A set of `success` and `value`: the value of *e*, or false twice where it throws or"
                + " asserts. *e* is forced only at its surface.",
            Control::tryEval),
        Builtin.binary(
                "addErrorContext",
                "message",
                "e",
                "*e*, adding *message* to the trace of an error in it.",
                c::addErrorContext)
            .untraced(),
        Builtin.unary(
            "getEnv",
            "s",
            "The environment variable *s*; empty where it is not set, and in pure evaluation.",
            c::getEnv));
  }

  private String message(Value v, String purpose) {
    return context.coercion().toString(v, new Coercion.Manner(false, true, purpose)).bytes();
  }

  private Value trace(Value message, Value answer) {
    Value v = message.force();
    context.log(
        "trace: "
            + (v instanceof NixString s
                ? s.bytes()
                : ValuePrinter.print(v, ValuePrinter.Limits.NONE)));
    return answer;
  }

  private Value warn(Value message, Value answer) {
    // The lines after the first stand below its text, unless the text begins with a line end.
    String text =
        Args.string(
                message, "while evaluating the first argument; the message passed to builtins.warn")
            .bytes();
    String indent = text.startsWith("\n") ? "" : " ".repeat("evaluation warning: ".length());
    String head = text.startsWith("\n") ? "evaluation warning:" : "evaluation warning: ";
    context.log((head + text.replace("\n", "\n" + indent)).stripTrailing());
    if (context.settings().abortOnWarn()) {
      throw new AbortException(
          "aborting to reveal stack trace of warning, as abort-on-warn is set");
    }
    return answer;
  }

  private static Value tryEval(Value v) {
    Value result;
    boolean success;
    try {
      result = v.force();
      success = true;
    } catch (EvalException e) {
      if (!e.isCatchable()) {
        throw e;
      }
      result = NixBool.FALSE;
      success = false;
    }
    return new AttrsBuilder(2).put("success", NixBool.of(success)).put("value", result).build();
  }

  private Value addErrorContext(Value message, Value v) {
    try {
      return v.force();
    } catch (EvalException e) {
      String text =
          message(message, "while evaluating the error message passed to builtins.addErrorContext");
      throw e.frame(new TraceFrame(text, null, TraceFrame.Shown.ALWAYS));
    }
  }

  private Value getEnv(Value s) {
    String name = Args.plain(s, Args.first("getEnv"));
    boolean hidden = context.settings().pure() || context.settings().restricted();
    return NixString.ofUnicode(
        hidden ? "" : context.settings().environment().getOrDefault(name, ""));
  }
}
