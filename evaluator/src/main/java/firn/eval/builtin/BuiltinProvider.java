package firn.eval.builtin;

import java.util.List;

/** Contributes builtins; found by {@link java.util.ServiceLoader}. */
public interface BuiltinProvider {

  /**
   * The builtins, made anew for each evaluator. A name that another provider has declared already
   * is replaced.
   */
  List<Builtin> builtins(EvalContext context);
}
