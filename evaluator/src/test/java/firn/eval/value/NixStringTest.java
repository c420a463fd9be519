package firn.eval.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is appended to a string stands behind it, and in no other string. */
final class NixStringTest {
  private final Random random = new Random(11);

  @Test
  void stringsThatGrowFromEachOtherKeepTheirOwnEnds() {
    List<NixString> grown = new ArrayList<>(List.of(NixString.of("x".repeat(1020))));
    List<String> expected = new ArrayList<>(List.of("x".repeat(1020)));
    for (int i = 0; i < 400; i++) {
      int from = random.nextInt(8) == 0 ? random.nextInt(grown.size()) : grown.size() - 1;
      String more = Integer.toString(i, 36).repeat(random.nextInt(5));
      grown.add(grown.get(from).append(more, Context.NONE));
      expected.add(expected.get(from) + more);
      if (random.nextInt(20) == 0) {
        assertThat(grown.getLast().bytes()).isEqualTo(expected.getLast());
      }
    }
    for (int i = 0; i < grown.size(); i++) {
      assertThat(grown.get(i).length()).isEqualTo(expected.get(i).length());
      assertThat(grown.get(i).bytes()).isEqualTo(expected.get(i));
    }
  }
}
