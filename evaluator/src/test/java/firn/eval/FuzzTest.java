package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.builtin.EvalSettings;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.print.PlainPrinter;
import firn.eval.value.Value;
import firn.grammar.SyntaxException;
import org.junit.jupiter.api.Test;

/**
 * Expressions made at random, always the same ones: every one has a value or an error of the
 * language, and which of the two does not depend on the order in which its parts are forced.
 */
final class FuzzTest {
  private static final int COUNT = 3000;
  private static final String SCOPE =
      "let a = 1; b = \"text\"; c = { a = 2; x = [ 1 \"2\" ]; }; x = [ 3 a c ]; y = z: z; in ";

  /** The value printed, or the message of the error. */
  private static String outcome(Evaluator evaluator, String expression, boolean forcedFirst) {
    try {
      return evaluator.run(() -> {
        Value value = evaluator.evalExpression(expression);
        if (forcedFirst) {
          DeepForce.force(value);
        }
        return PlainPrinter.print(value.force()).isEmpty() ? "" : printed(value);
      });
    } catch (EvalException e) {
      return ErrorRenderer.renderMessage(e);
    } catch (SyntaxException e) {
      return "syntax: " + e.getMessage();
    }
  }

  private static String printed(Value value) {
    DeepForce.force(value);
    return PlainPrinter.print(value);
  }

  @Test
  void everyExpressionHasAValueOrAnError() {
    RandomExpression random = new RandomExpression(20_25);
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    int values = 0;
    for (int i = 0; i < COUNT; i++) {
      String expression = SCOPE + random.next(4);
      String outcome = outcome(evaluator, expression, false);
      assertThat(outcome(evaluator, expression, true)).as(expression).isEqualTo(outcome);
      values += outcome.startsWith("error") || outcome.startsWith("syntax") ? 0 : 1;
    }
    // A generator that only makes errors would test little.
    assertThat(values).isGreaterThan(COUNT / 10);
  }

  @Test
  void bindingsThatNobodyAsksForAreNotLookedAt() {
    RandomExpression random = new RandomExpression(7);
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    for (int i = 0; i < 300; i++) {
      String expression = random.next(3);
      String plain = outcome(evaluator, SCOPE + expression, true);
      String burdened =
          outcome(evaluator, SCOPE + "(let unused = throw \"seen\"; in " + expression + ")", true);
      if (!plain.startsWith("error") && !plain.startsWith("syntax")) {
        assertThat(burdened).as(expression).isEqualTo(plain);
      }
    }
  }
}
