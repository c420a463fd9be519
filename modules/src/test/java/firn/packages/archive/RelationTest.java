package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RelationTest {
  @Test
  void parsesAlternativesVersionsAndQualifiers() {
    assertThat(
            Relation.parse("libc6 (>= 2.34), python3:any (<< 4) | python3-minimal , g++ [amd64]"))
        .containsExactly(
            List.of(new Relation("libc6", ">=", "2.34")),
            List.of(
                new Relation("python3", "<<", "4"), new Relation("python3-minimal", null, null)),
            List.of(new Relation("g++", null, null)));
  }

  @Test
  void anEmptyFieldNeedsNothing() {
    assertThat(Relation.parse("")).isEmpty();
    assertThat(Relation.parse(" , ")).isEmpty();
  }

  @Test
  void comparesAccordingToTheOperator() {
    assertThat(new Relation("x", "<<", "2").accepts("2")).isFalse();
    assertThat(new Relation("x", "<=", "2").accepts("2")).isTrue();
    assertThat(new Relation("x", "=", "2").accepts("2-1")).isFalse();
    assertThat(new Relation("x", ">=", "2").accepts("1:0")).isTrue();
    assertThat(new Relation("x", ">>", "2").accepts("2~rc1")).isFalse();
    assertThat(new Relation("x", null, null).accepts("0")).isTrue();
  }
}
