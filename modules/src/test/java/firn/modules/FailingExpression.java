package firn.modules;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.value.Value;

/** An expression that fails. */
final class FailingExpression {
  private FailingExpression() {}

  /**
   * How it fails.
   *
   * @param function of our library
   */
  static EvalException error(String function) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return catchThrowableOfType(
        EvalException.class,
        () ->
            evaluator.run(() -> {
              Value lib = evaluator.evalFile(Library.root().resolve("lib"));
              DeepForce.force(evaluator.evalExpression(function).call(lib));
              return null;
            }));
  }
}
