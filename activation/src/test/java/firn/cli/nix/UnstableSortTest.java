package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnstableSortTest {
  /** No level at all leaves everything to the heap. */
  @ParameterizedTest
  @CsvSource({"0,9", "2,9", "17,9", "17,0", "18,0", "1000,0", "1001,0", "1000,1", "1000,20"})
  void everythingIsInOrderWhateverDidIt(int size, int levels) {
    Random random = new Random(size);
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(random.nextInt(50));
    }
    List<Integer> expected = items.stream().sorted().toList();

    UnstableSort.sort(items, Comparator.naturalOrder(), levels);

    assertThat(items).isEqualTo(expected);
  }
}
