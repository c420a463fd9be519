package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.access.ComputingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.grammar.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every builtin with arguments that nobody means well: it has a value or an error of the language,
 * whatever it is given.
 */
final class BuiltinFuzzTest {
  /** What reaches beyond the evaluation, and what ends it by design. */
  private static final Set<String> LEFT_OUT =
      Set.of("fetchGit", "fetchTree", "fetchTarball", "fetchurl", "fetchMercurial", "getFlake");

  private static final int TRIPLES = 1500;

  private static final List<String> HOSTILE =
      List.of(
          "9223372036854775807",
          "(-9223372036854775807 - 1)",
          "(-1)",
          "0",
          "1.0e308",
          "(1.0e308 * 10)",
          "(1.0e308 * 10 - 1.0e308 * 10)",
          "null",
          "true",
          "\"\"",
          "\"\\${\"",
          "(builtins.fromJSON ''\"\\u00e9\\ud83d\\ude00\"'')",
          "(builtins.substring 0 1 \"é\")",
          "\"[[:alpha:\"",
          "\"(((((((((((a*)*)*)*)*)*)*)*)*)*)*)b\"",
          "(builtins.concatStringsSep \"\" (builtins.genList (_: \"a\") 5000))",
          "\"/nix/store/00000000000000000000000000000000-x\"",
          "\"sha256-AAAA\"",
          "/nonexistent/../dev/null",
          "[ ]",
          "[ [ ] { } null (throw \"x\") ]",
          "(builtins.genList (x: x) 3000)",
          "(let l = [ l ]; in l)",
          "{ }",
          "(rec { a = b; b = a; })",
          "(let s = { inherit s; }; in s)",
          "{ __toString = self: self; outPath = 1; }",
          "{ __functor = self: self; }",
          "{ type = \"derivation\"; name = 1; }",
          "{ name = \"x\"; value = throw \"y\"; key = 1; startSet = [ { } ]; operator = x: [ x ]; }",
          "(x: x)",
          "(x: x x)",
          "({ a, b ? throw \"c\", ... }: a)",
          "builtins.add",
          "(builtins.add 1)",
          "(throw \"thrown\")",
          "(abort \"aborted\")");

  private final Evaluator evaluator =
      new Evaluator(EvalSettings.ofProcess(), new ComputingStore(), line -> {});

  private static void call(Value function, List<Value> arguments, String shown) {
    try {
      Value at = function;
      for (Value argument : arguments) {
        at = Functions.call(at, argument);
      }
      DeepForce.force(at);
    } catch (EvalException e) {
      assertThat(ErrorRenderer.renderMessage(e)).as(shown).startsWith("error:");
    } catch (SyntaxException e) {
      assertThat(e.getMessage()).as(shown).startsWith("syntax error");
    } catch (RuntimeException e) {
      throw new AssertionError(shown, e);
    }
  }

  private void fuzz(String name, int arity) {
    evaluator.run(() -> {
      NixAttrs builtins = evaluator.builtins();
      Value function = builtins.require(name);
      List<Value> values = new ArrayList<>();
      HOSTILE.forEach(
          text -> values.add(evaluator.evalExpression("[ " + text + " ]").asList().get(0)));
      Random random = new Random(name.hashCode());
      int count =
          arity == 1 ? HOSTILE.size() : arity == 2 ? HOSTILE.size() * HOSTILE.size() : TRIPLES;
      for (int i = 0; i < count; i++) {
        List<Value> arguments = new ArrayList<>();
        StringBuilder shown = new StringBuilder(name);
        for (int a = 0, rest = i; a < arity; a++, rest /= HOSTILE.size()) {
          int chosen = arity <= 2 ? rest % HOSTILE.size() : random.nextInt(HOSTILE.size());
          arguments.add(values.get(chosen));
          shown.append(' ').append(HOSTILE.get(chosen));
        }
        call(function, arguments, shown.toString());
      }
      return null;
    });
  }

  @TestFactory
  Stream<DynamicTest> everyBuiltin() {
    return evaluator.declarations().stream()
        .filter(builtin -> builtin.arity() > 0 && !LEFT_OUT.contains(builtin.name()))
        .map(builtin ->
            DynamicTest.dynamicTest(builtin.name(), () -> fuzz(builtin.name(), builtin.arity())));
  }
}
