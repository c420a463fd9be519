package firn.packages.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names of packages that were perhaps meant. A letter too many, one too few, a wrong one, and two
 * in the wrong order are one mistake each (the optimal string alignment distance).
 */
public final class NearNames {
  private static final int MOST = 3;

  private NearNames() {}

  /** Up to three names that differ little from {@code wanted}, the nearest first. */
  public static List<String> of(String wanted, List<String> names) {
    String target = wanted.toLowerCase(Locale.ROOT);
    int limit = Math.clamp(target.length() / 3, 1, 3);
    SortedMap<Integer, List<String>> byDistance = new TreeMap<>();
    for (String name : names) {
      if (Math.abs(name.length() - target.length()) <= limit) {
        int distance = distance(target, name, limit);
        if (distance <= limit) {
          byDistance.computeIfAbsent(distance, key -> new ArrayList<>()).add(name);
        }
      }
    }
    return byDistance.values().stream().flatMap(List::stream).limit(MOST).toList();
  }

  /** The distance, or any number above {@code limit} if it is more. */
  private static int distance(String a, String b, int limit) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int smallest = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        smallest = Math.min(smallest, row[j]);
      }
      if (smallest > limit) {
        return limit + 1;
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
