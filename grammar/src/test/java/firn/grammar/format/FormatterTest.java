package firn.grammar.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.grammar.SourceText;
import firn.grammar.SyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the layout must not do to a source. */
class FormatterTest {

  private static String format(String source) {
    return Formatter.format(SourceText.ofUnicode("test.nix", source)).text();
  }

  /** Each has a comment where none is expected; it is kept, and a second time changes nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# c\n1",
        "1 # c",
        "1\n# c",
        "a # c\n: b",
        "a: # c\nb",
        "{ a # c\n, b }: a",
        "{ a ? # c\n1, b }: a",
        "{ # c\n}: 1",
        "{ a }@ # c\nb: b",
        "a # c\n@{ b }: b",
        "let # c\na = 1; in a",
        "let a = 1; in # c\na",
        "let a = 1; # c\nin a",
        "let a = 1;\n# c\nin a",
        "if # c\na then b else d",
        "if a # c\nthen b else d",
        "if a then # c\nb else d",
        "if a then b # c\nelse d",
        "if a then b else # c\nd",
        "if a then b\n# c\nelse if d then e else f",
        "with # c\na; b",
        "with a # c\n; b",
        "assert a; # c\nb",
        "{ a # c\n= 1; }",
        "{ a = # c\n1; }",
        "{ a = 1 # c\n; }",
        "{ a = 1\n# c\n; }",
        "{ a. # c\nb = 1; }",
        "{ inherit # c\na; }",
        "{ inherit ( # c\na) b; }",
        "{ inherit (a) # c\nb; }",
        "{ inherit a # c\n; }",
        "rec # c\n{ a = 1; }",
        "[ # c\n1 ]",
        "[ 1 # c\n]",
        "[ 1\n# c\n]",
        "( # c\n1)",
        "(1 # c\n)",
        "(1\n# c\n)",
        "f # c\na b",
        "f a # c\nb",
        "f\n# c\na b",
        "a # c\n+ b",
        "a + # c\nb",
        "a\n# c\n+ b",
        "! # c\na",
        "- # c\na",
        "a # c\n.b",
        "a.b # c\nor d",
        "a.b or # c\nd",
        "a ? # c\nb",
        "a # c\n? b.d",
        "\"${ # c\na}\"",
        "''${a # c\n}''",
        "''\n  ${ # c\n  a }\n''",
        "./a/${ # c\nb}",
        "{ ${ # c\na} = 1; }",
        "a |> # c\nb",
        "/* c */ a",
        "a /* c */ b",
        "/** c */ a",
        "{ /** c */ a = /* c */ \"x\"; }",
        "/* c\n  c\n */ a",
        "{ a, # c\n... # c\n}: a",
        "{ a # c\n, # c\n b # c\n}: a",
        "[ 1 # c\n # c\n 2 ]",
        "{ a = 1 # c\n; # c\n }"
      })
  void keepsEveryComment(String source) {
    String formatted = format(source);
    assertThat(comments(formatted)).as(formatted).isEqualTo(comments(source));
    assertThat(format(formatted)).isEqualTo(formatted);
  }

  private static long comments(String source) {
    return source.chars().filter(c -> c == 'c').count();
  }

  @Test
  void countsCharactersNotBytes() {
    String line = "{ a = f \"" + "ü".repeat(80) + "\" b; }";
    assertThat(Formatter.format(SourceText.ofUnicode("test.nix", line)))
        .extracting(SourceText::text)
        .isEqualTo(SourceText.ofUnicode("test.nix", line + "\n").text());
  }

  @Test
  void keepsBytesThatAreNoCharacters() {
    String source = "\"\u00ff\u00fe\" # \u00ff\n";
    assertThat(Formatter.format(SourceText.ofLatin1("test.nix", source)).text()).isEqualTo(source);
  }

  /** Lines of spaces, lines that end in spaces and tabs mean something in a string. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "''\n      a\n    b\n  ''",
        "''\n  a  \n   \n      \n  b\n''",
        "''\n\ta\n  b\n''",
        "''a\n  b''",
        "''\n  a''",
        "''   \n  a\n''",
        "''\n\n\n''",
        "''\n    ''",
        "''\n               \n  ''",
        "'' ''",
        "''\n  ''${a} ''' ''\\n $$ $${b}\n''",
        "''\n  ${a}\n    ${b} c\n ''",
        "''\n  a\r\n  b\r\n''",
        "{ a = { b = ''\n  x\n    y\n''; }; }",
        "\"a\n   b\n\""
      })
  void stringsKeepTheirBytes(String source) {
    String formatted = format(source); // compares the trees itself
    assertThat(format(formatted)).isEqualTo(formatted);
  }

  @Test
  void refusesWhatIsNoExpression() {
    assertThatThrownBy(() -> format("{ a = ; }")).isInstanceOf(SyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{a=", "x: (", "f ("})
  void nestingIsFormattedOrRefused(String open) {
    int levels = 4_000;
    String close = open.endsWith("(") ? ")" : open.equals("[") ? "]" : ";}";
    String source = open.repeat(levels) + "1" + close.repeat(levels);
    try {
      assertThat(format(source)).contains("1");
    } catch (FormatException e) {
      assertThat(e).hasMessage("'test.nix' nests too deeply to be formatted");
    }
  }
}
