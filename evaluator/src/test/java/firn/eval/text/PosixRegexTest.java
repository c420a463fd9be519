package firn.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations were observed on C++ Nix's {@code match} and {@code split}. */
class PosixRegexTest {

  private static String match(String regex, String subject) {
    return Arrays.toString(PosixRegex.compile(regex).match(subject));
  }

  private static List<String> split(String regex, String subject) {
    return PosixRegex.compile(regex).findAll(subject).stream()
        .map(m -> subject.substring(m.start(), m.end()) + Arrays.toString(m.groups()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "ab~ab~[]",
        "ab~abc~null",
        "(a|ab)(c|bcd)(d*)~abcd~[a, bcd, ]",
        "(a)|b~b~[null]",
        "[[:space:]]*([a-z]+)[[:punct:]]*~x!~[x]",
        "[^]b-]+~acx~[]",
        "[a\\]+~a\\a~[]",
        "[]a]*~a]]a~[]",
        "a**~aaa~[]",
        "a+?~~[]",
        "(a{2}){2}~aaaa~[aa]",
        "a{2,}~a~null",
        "x}]~x}]~[]",
        "d\\.\\*~d.*~[]",
        "(^a|b)$~b~[b]",
        "[[:upper:][:digit:]_]+~A_9~[]",
        "[[.a.]]~a~[]",
        "()~~[]",
      })
  void matchesWholeSubjects(String regex, @Nullable String subject, String groups) {
    assertThat(match(regex, subject == null ? "" : subject)).isEqualTo(groups);
  }

  @Test
  void findsTheLongestOfTheLeftmost() {
    assertThat(split("a|ab", "xaby")).containsExactly("ab[]");
    assertThat(split("(a|ab)(c|bcd)?", "abcd")).containsExactly("abcd[a, bcd]");
    assertThat(split("b*", "abbc")).containsExactly("[]", "bb[]", "[]", "[]");
  }

  @Test
  void seesBytes() {
    assertThat(match(".", "\u00c3")).isEqualTo("[]");
    assertThat(match("[^a]{2}", "\u00c3\u00bc")).isEqualTo("[]");
    assertThat(match("\u00c3\u00bc", "\u00c3\u00bc")).isEqualTo("[]");
    assertThat(match("[[:alpha:]]", "\u00c3")).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[",
        "[a",
        "*a",
        "a|*",
        "(?:a)",
        "a{",
        "a{2",
        "a{3,2}",
        "^*",
        "[b-a]",
        "[[:nope:]]",
        "\\",
        "\\d",
        "\\]"
      })
  void refusesWhatIsNoRegex(String regex) {
    assertThatThrownBy(() -> PosixRegex.compile(regex)).isInstanceOf(InvalidRegexException.class);
  }

  @Test
  void neitherBacktracksNorRecurses() {
    String subject = "a".repeat(100_000);
    assertThat(match("(a|aa)+b", subject)).isEqualTo("null");
    assertThat(match("(.|\n)*", subject)).isEqualTo("[a]");
  }
}
