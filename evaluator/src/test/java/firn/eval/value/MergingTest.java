package firn.eval.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code //} that remembers the shapes it saw gives what {@code //} gives. */
final class MergingTest {
  private final Random random = new Random(7);

  @Test
  void agreesWithUpdateHoweverTheShapesFollowEachOther() {
    for (int round = 0; round < 200; round++) {
      List<Layout> shapes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        shapes.add(set(random.nextInt(8)).layout());
      }
      Merging merging = new Merging();
      for (int i = 0; i < 20; i++) {
        NixAttrs left = filled(shapes.get(random.nextInt(3)));
        NixAttrs right = filled(shapes.get(random.nextInt(3)));
        NixAttrs merged = merging.merge(left, right);
        NixAttrs expected = left.update(right);
        assertThat(merged.names()).isEqualTo(expected.names());
        for (Symbol name : expected.names()) {
          assertThat(merged.get(name)).isSameAs(expected.get(name));
          assertThat(merged.place(name)).isEqualTo(expected.place(name));
        }
      }
    }
  }

  private NixAttrs set(int size) {
    AttrsBuilder set = new AttrsBuilder(size);
    for (int i = 0; i < size; i++) {
      set.put("m" + random.nextInt(10), NixInt.of(0));
    }
    return set.build();
  }

  private NixAttrs filled(Layout layout) {
    Value[] values = new Value[layout.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = new NixFloat(random.nextDouble());
    }
    return new NixAttrs(layout, values);
  }
}
