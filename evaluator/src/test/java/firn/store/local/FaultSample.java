package firn.store.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Which of a work's injection points are tried: in an ordinary run a few, the same each time; all
 * of them with {@code -Dfirn.fault.points=all}.
 */
final class FaultSample {
  private static final long SEED = 4;

  private FaultSample() {}

  /** How many of a work's points to try: a number that was given, or {@code all} there are. */
  static int count(@Nullable String given, int all, int ordinary) {
    return given == null ? ordinary : given.equals("all") ? all : Integer.parseInt(given);
  }

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
