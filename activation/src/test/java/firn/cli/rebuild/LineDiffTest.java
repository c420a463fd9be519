package firn.cli.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineDiffTest {
  private static final List<String> TEXT = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");

  @Test
  void equalTextsHaveNoDifference() {
    assertThat(LineDiff.unified(TEXT, TEXT)).isEmpty();
    assertThat(LineDiff.unified(List.of(), List.of())).isEmpty();
  }

  @Test
  void aChangedLineIsShownWithThreeLinesAround() {
    assertThat(LineDiff.unified(TEXT, List.of("a", "b", "c", "d", "E", "f", "g", "h", "i")))
        .containsExactly("@@ -2,7 +2,7 @@", " b", " c", " d", "-e", "+E", " f", " g", " h");
  }

  @Test
  void linesComeAndGoAtTheEnds() {
    assertThat(LineDiff.unified(List.of(), List.of("a"))).containsExactly("@@ -0,0 +1,1 @@", "+a");
    assertThat(LineDiff.unified(List.of("a"), List.of())).containsExactly("@@ -1,1 +0,0 @@", "-a");
    assertThat(LineDiff.unified(List.of("a"), List.of("a", "b")))
        .containsExactly("@@ -1,1 +1,2 @@", " a", "+b");
  }

  @Test
  void changesFarApartAreShownApart() {
    List<String> old = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    List<String> now = List.of("x", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "y");
    assertThat(LineDiff.unified(old, now))
        .containsExactly(
            "@@ -1,4 +1,4 @@",
            "-1",
            "+x",
            " 2",
            " 3",
            " 4",
            "@@ -9,4 +9,4 @@",
            " 9",
            " 10",
            " 11",
            "-12",
            "+y");
  }
}
