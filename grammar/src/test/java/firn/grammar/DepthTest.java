package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import firn.grammar.tree.Binary;
import firn.grammar.tree.Expr;
import firn.grammar.tree.ListLiteral;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Depth is refused or read, and never overflows the stack. */
class DepthTest {
  private static final int FAR_TOO_DEEP = 100_000;

  private static Expr parse(String text) {
    return NixParser.parse(SourceText.ofLatin1("deep.nix", text));
  }

  private static String nest(String open, String core, String close, int levels) {
    return open.repeat(levels) + core + close.repeat(levels);
  }

  static Stream<Arguments> nestings() {
    return Stream.of(
        arguments("(", "1", ")"),
        arguments("[", "1", "]"),
        arguments("{a=", "1", ";}"),
        arguments("\"${", "a", "}\""),
        arguments("''${", "a", "}''"),
        arguments("./a/${", "b", "}"),
        arguments("x: ", "1", ""),
        arguments("{a?", "1", "}:a"),
        arguments("with a;", "1", ""),
        arguments("assert a;", "1", ""),
        arguments("if a then b else ", "1", ""),
        arguments("let a = ", "1", "; in a"),
        arguments("f(", "1", ")"),
        arguments("a.b or ", "1", ""));
  }

  @ParameterizedTest
  @MethodSource("nestings")
  void refusesWhatNestsTooDeeply(String open, String core, String close) {
    assertThatThrownBy(() -> parse(nest(open, core, close, FAR_TOO_DEEP)))
        .isInstanceOf(SyntaxException.class)
        .hasMessage("expression is nested more than 10000 levels deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{a=", "\"${", "x:(", "f("})
  void reportsAnOpenEndAtAnyDepth(String open) {
    assertThatThrownBy(() -> parse(open.repeat(4_000)))
        .isInstanceOf(SyntaxException.class)
        .hasMessageStartingWith("syntax error, unexpected end of file");
  }

  @Test
  void readsThousandsOfLevels() {
    Expr expr = parse(nest("[", "1", "]", 9_000));
    int depth = 0;
    while (expr instanceof ListLiteral list) {
      expr = list.elements().getFirst();
      depth++;
    }
    assertThat(depth).isEqualTo(9_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "++", "//", "->", "&&", "-", "*"})
  void readsAnyLengthOfOperatorRow(String operator) {
    String text = "a" + (" " + operator + " a").repeat(FAR_TOO_DEEP);
    Expr expr = parse(text);
    int operations = 0;
    while (expr instanceof Binary binary) {
      expr = binary.left() instanceof Binary ? binary.left() : binary.right();
      operations++;
    }
    assertThat(operations).isEqualTo(FAR_TOO_DEEP);
    assertThat(Printer.print(parse(text))).hasSizeGreaterThan(4 * FAR_TOO_DEEP);
  }

  @Test
  void readsAnyNumberOfPrefixesArgumentsElementsAndPipes() {
    assertThat(parse("!".repeat(FAR_TOO_DEEP) + "a")).isNotNull();
    assertThat(parse("f" + " a".repeat(FAR_TOO_DEEP))).isNotNull();
    assertThat(parse("[" + " a".repeat(FAR_TOO_DEEP) + "]")).isNotNull();
    assertThat(parse("a" + " |> f".repeat(FAR_TOO_DEEP))).isNotNull();
    assertThat(parse("a" + ".b".repeat(FAR_TOO_DEEP))).isNotNull();
  }

  /** Where a rule looks far ahead in vain, the next token must not look as far again. */
  @ParameterizedTest
  @ValueSource(strings = {"/*", "a.b.", "1.a", "<a", "a+b-", "''$"})
  void refusesLongTextsThatLookLikeOneTokenForLong(String repeated) {
    assertThatThrownBy(() -> parse("[ " + repeated.repeat(FAR_TOO_DEEP)))
        .isInstanceOf(SyntaxException.class);
  }
}
