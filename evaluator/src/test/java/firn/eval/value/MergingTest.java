package firn.eval.value;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.error.Place;
import firn.grammar.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code //} that remembers the shapes it saw gives what {@code //} gives. */
final class MergingTest {
  private static final SourceText SOURCE = SourceText.ofUnicode("places.nix", "places to be");

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
        assertSame(merged, expected);
      }
    }
  }

  @Test
  void setsThatGrowAreWhatUpdateMakesOfThem() {
    int left = 0;
    for (int round = 0; round < 40; round++) {
      Merging merging = new Merging();
      List<NixAttrs> grown = new ArrayList<>(List.of(large()));
      List<NixAttrs> expected = new ArrayList<>(grown);
      for (int i = 0; i < 60; i++) {
        // Mostly the last one grows on, sometimes one that others have grown from.
        int from = random.nextInt(10) == 0 ? random.nextInt(grown.size()) : grown.size() - 1;
        NixAttrs more = few();
        grown.add(merging.merge(grown.get(from), more));
        expected.add(expected.get(from).update(more));
        left += grown.getLast().beginning() == null ? 0 : 1;
        if (random.nextInt(20) == 0) {
          assertSame(grown.getLast(), expected.getLast());
        }
      }
      for (int i = 0; i < grown.size(); i++) {
        assertSame(grown.get(i), expected.get(i));
      }
    }
    assertThat(left).as("how many were left to be merged later").isPositive();
  }

  @Test
  void setsThatGrowIntoEachOtherDoNotNest() {
    Merging growing = new Merging();
    Merging outer = new Merging();
    NixAttrs inner = large();
    for (int i = 0; i < 30_000; i++) {
      NixAttrs left = large();
      left = growing.merge(growing.merge(growing.merge(left, few()), few()), few());
      inner = outer.merge(left, inner);
    }
    assertThat(inner.get("m0")).isNotNull();
  }

  private static void assertSame(NixAttrs merged, NixAttrs expected) {
    assertThat(merged.names()).isEqualTo(expected.names());
    for (Symbol name : expected.names()) {
      assertThat(merged.get(name)).isSameAs(expected.get(name));
      assertThat(merged.place(name)).isEqualTo(expected.place(name));
    }
  }

  private NixAttrs large() {
    AttrsBuilder set = new AttrsBuilder(40);
    for (int i = 0; i < 40; i++) {
      set.put("m" + i, new NixFloat(random.nextDouble()));
    }
    return set.build();
  }

  /** One to three attributes, some with a place. */
  private NixAttrs few() {
    AttrsBuilder set = new AttrsBuilder(3);
    for (int i = 0; i <= random.nextInt(3); i++) {
      Place place = random.nextBoolean() ? new Place(SOURCE, random.nextInt(9)) : null;
      set.put(Symbol.of("m" + random.nextInt(200)), new NixFloat(random.nextDouble()), place);
    }
    return set.build();
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
