package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.error.ThrownException;
import firn.eval.error.TraceFrame;
import java.util.function.Supplier;

/** Errors of options and modules, in the words nixpkgs has for them. */
public final class OptionErrors {
  private OptionErrors() {}

  /** An error as {@code throw} makes it: {@code tryEval} may catch it. */
  public static EvalException thrown(String message) {
    return new ThrownException(message);
  }

  /** The error, which now says what was going on; that is always shown. */
  public static EvalException context(EvalException error, String what) {
    return error.frame(new TraceFrame(what, null, TraceFrame.Shown.ALWAYS));
  }

  /** Runs {@code body}; an error that passes says what was going on. */
  public static <T> T during(Supplier<String> what, Supplier<T> body) {
    try {
      return body.get();
    } catch (EvalException e) {
      throw context(e, what.get());
    }
  }
}
