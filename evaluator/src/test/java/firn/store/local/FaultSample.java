package firn.store.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which of a work's injection points are tried: in an ordinary run a few, the same each time; all
 * of them with {@code -Dfirn.fault.points=all}.
 */
final class FaultSample {
  private static final long SEED = 4;

  private FaultSample() {}

  static List<Integer> of(int points, int ordinary) {
    List<Integer> all = new ArrayList<>();
    for (int point = 0; point < points; point++) {
      all.add(point);
    }
    if ("all".equals(System.getProperty("firn.fault.points"))) {
      return all;
    }
    Collections.shuffle(all, new Random(SEED));
    List<Integer> some = new ArrayList<>(all.subList(0, Math.min(ordinary, points)));
    Collections.sort(some);
    return some;
  }
}
