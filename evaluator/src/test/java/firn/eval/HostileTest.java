package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.builtin.EvalSettings;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.print.PlainPrinter;
import firn.eval.value.Value;
import firn.grammar.SyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that mean harm end in errors of the language, and the evaluator lives on. */
final class HostileTest {
  /** Lists and sets inside each other, deeper than calls may nest. */
  private static final String DEEP =
      "let deep = builtins.foldl' (inner: _: [ { a = inner; } ]) [ ] (builtins.genList (x: x)"
          + " 100000); in ";

  private final Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());

  private String eval(String expression) {
    return evaluator.run(() -> {
      Value value = evaluator.evalExpression(expression);
      DeepForce.force(value);
      return PlainPrinter.print(value);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtins.genList (x: x) 1000000000000",
        "builtins.genList (x: x) (-1)",
        "builtins.stringLength (builtins.foldl' (s: _: s + s) \"x\" (builtins.genList (x: x) 64))",
        "let f = x: 1 + f x; in f 0",
        "let x = x; in x",
        "{ __functor = self: self; } 1",
        "let f = n: [ n ] ++ f (n + 1); in f 0",
        "\"${/dev/null}\"",
        "builtins.concatStringsSep \"\" (builtins.genList (_: \"x\") 9223372036854775807)",
        "builtins.match \"((((((((((a*)*)*)*)*)*)*)*)*)*b\" (builtins.concatStringsSep \"\" (builtins.genList (_: \"a\") 5000))",
        "rec { a = b; b = a; }.a",
        "let f = x: y: f y x + 1; in f 1 2",
        "9223372036854775807 + 1",
        "builtins.fromJSON (builtins.concatStringsSep \"\" (builtins.genList (x: \"[\") 100000))",
        "builtins.substring 0 (-2) \"x\" + builtins.elemAt [ ] 9223372036854775807",
        DEEP + "builtins.deepSeq deep 1",
        DEEP + "builtins.toJSON deep",
        DEEP + "builtins.toString deep",
        DEEP + "builtins.toXML deep",
        DEEP + "deep",
      })
  void endsInAnErrorOfTheLanguage(String expression) {
    assertThatThrownBy(() -> eval(expression))
        .isInstanceOfSatisfying(
            EvalException.class,
            e ->
                assertThat(ErrorRenderer.renderMessage(e))
                    .startsWith("error:")
                    .hasSizeLessThan(4000));
    assertThat(eval("1 + 1")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "(", "{ a = ", "x: ", "-", "!", "\"${", "''${", "if ", "let a = "})
  void nestingTooDeepIsASyntaxError(String opening) {
    assertThatThrownBy(() -> eval(opening.repeat(100_000))).isInstanceOf(SyntaxException.class);
  }

  @Test
  void integersOutOfRangeAreSyntaxErrors() {
    assertThatThrownBy(() -> eval("99999999999999999999")).isInstanceOf(SyntaxException.class);
  }

  @Test
  void linksThatLeadToThemselvesAreErrors(@TempDir Path temp) throws IOException {
    Files.createSymbolicLink(temp.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(temp.resolve("b"), Path.of("a"));

    for (String builtin : new String[] {"readFile", "readDir", "import"}) {
      assertThatThrownBy(() -> eval("builtins." + builtin + " " + temp + "/a"))
          .isInstanceOf(EvalException.class)
          .hasMessageContaining("infinite symlink recursion");
    }
    assertThat(eval("builtins.pathExists " + temp + "/a")).isEqualTo("true");
  }

  @Test
  void bytesThatAreNoTextAreStrings(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("x.nix");
    Files.write(file, new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});

    String length = evaluator.run(() -> Long.toString(evaluator.evalFile(file).asBytes().length()));

    assertThat(length).isEqualTo("2");
  }
}
