package firn.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LayerPlanTest {
  private static final SortedMap<String, Set<String>> DIAMOND =
      new TreeMap<>(
          java.util.Map.of(
              "app", Set.of("lib", "libc", "app"),
              "lib", Set.of("libc"),
              "libc", Set.of("libc"),
              "tool", Set.of("libc")));

  @Test
  void whatMostOthersLeadToComesFirst() {
    assertThat(LayerPlan.byPopularity(DIAMOND)).containsExactly("libc", "lib", "app", "tool");
  }

  @Test
  void everyPathHasItsOwnLayerWhileThereIsRoom() {
    assertThat(LayerPlan.split(DIAMOND, 4))
        .containsExactly(List.of("libc"), List.of("lib"), List.of("app"), List.of("tool"));
  }

  @Test
  void theLeastPopularShareTheLastLayer() {
    assertThat(LayerPlan.split(DIAMOND, 2))
        .containsExactly(List.of("libc"), List.of("app", "lib", "tool"));
    assertThat(LayerPlan.split(DIAMOND, 1)).containsExactly(List.of("app", "lib", "libc", "tool"));
  }

  @Test
  void noRoomIsRefused() {
    assertThatThrownBy(() -> LayerPlan.split(DIAMOND, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
