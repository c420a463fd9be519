package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.error.EvalException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usual mistakes, and what is said to write instead. */
final class TypeHintTest {
  private static final String EVALUATE =
      """
      lib: (lib.evalModules {
        modules = [ { options.it = lib.mkOption { type = with lib.types; %s; }; } { it = %s; } ];
      }).config.it
      """;

  private static String hint(String type, String value) {
    EvalException error = FailingExpression.error(EVALUATE.formatted(type, value));
    assertThat(error).hasMessageContaining("is not of type");
    return error.hint();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bool | \"yes\" | (write true or false, without quotes)",
        "nullOr bool | \"yes\" | (write true or false, without quotes)",
        "int | \"3\" | (write 3, without quotes)",
        "port | \"8080\" | (write 8080, without quotes)",
        "either int (strMatching \"[0-9]+:[0-9]+\") | \"80\" | (write 80, without quotes)",
        "nullOr (oneOf [ (listOf str) path int ]) | \"80\" | (write 80, without quotes)",
        "either (listOf str) path | \"a/b\" | (write a path that starts with /, or, for a file beside this one, ./NAME without quotes)",
        "either bool int | \"80\" | (write 80, without quotes)",
        "either int bool | \"yes\" | (write true or false, without quotes)",
        "oneOf [ (listOf int) (nullOr int) bool ] | \"80\" | (write 80, without quotes)",
        "either ints.u32 (enum [ \"no\" \"pick\" ]) | \"pcik\" | (did you mean \"pick\"?)",
        "listOf port | [ 1 \"80\" ] | (write 80, without quotes)",
        "str | 3 | (write it in quotes: \"3\")",
        "strMatching \"x\" | 3 | (write it in quotes: \"3\")",
        "str | true | (write it in quotes: \"true\")",
        "str | [ \"a\" ] | (write it without [ and ])",
        "listOf str | \"a\" | (write a list: values between [ and ])",
        "attrsOf str | \"a\" | (write a set: { NAME = VALUE; })",
        "submodule { } | [ ] | (write a set: { NAME = VALUE; })",
        "path | \"a/b\" | (write a path that starts with /, or, for a file beside this one, ./NAME without quotes)",
        "enum [ \"low\" \"high\" ] | \"hihg\" | (did you mean \"high\"?)",
      })
  void saysWhatToWrite(String type, String value, String hint) {
    assertThat(hint(type, value)).isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "int | \"three\"",
        "either (listOf str) (attrsOf str) | 1",
        "ints.between 1 3 | 4",
        "enum [ \"low\" \"high\" ] | \"none\"",
        "str | [ ]",
        "lib.mkOptionType { name = \"mine\"; description = \"mine\"; check = _: false; } | 1",
      })
  void saysNothingWhereItDoesNotKnow(String type, String value) {
    assertThat(hint(type, value)).isEmpty();
  }
}
