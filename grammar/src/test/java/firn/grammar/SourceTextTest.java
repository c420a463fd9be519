package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
  private static final SourceText TEXT = SourceText.ofLatin1("t", "ab\ncd\r\n\re");

  @ParameterizedTest
  @CsvSource({"0,1,1", "1,1,2", "2,1,3", "3,2,1", "5,2,3", "6,2,4", "7,3,1", "8,4,1", "9,4,2"})
  void findsLineAndColumn(int offset, int line, int column) {
    assertThat(TEXT.position(offset)).isEqualTo(new Position(line, column));
  }

  @Test
  void cutsLinesWithoutTheirEnds() {
    assertThat(TEXT.lineCount()).isEqualTo(4);
    assertThat(TEXT.line(1)).isEqualTo("ab");
    assertThat(TEXT.line(2)).isEqualTo("cd");
    assertThat(TEXT.line(3)).isEmpty();
    assertThat(TEXT.line(4)).isEqualTo("e");
  }

  @Test
  void countsBytes() {
    SourceText text = SourceText.ofUnicode("u", "ü\nx");
    assertThat(text.length()).isEqualTo(4);
    assertThat(text.position(3)).isEqualTo(new Position(2, 1));
  }
}
