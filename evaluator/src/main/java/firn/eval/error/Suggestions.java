package firn.eval.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that may have been meant. */
public final class Suggestions {
  private static final int MAX_DISTANCE = 2;
  private static final int MAX_COUNT = 5;

  private Suggestions() {}

  private record Candidate(String name, int distance) {}

  /** The names closest to {@code wanted}, best first; empty if none is close. */
  public static List<String> best(Collection<String> names, String wanted) {
    return names.stream()
        .filter(n -> Math.abs(n.length() - wanted.length()) <= MAX_DISTANCE)
        .map(n -> new Candidate(n, distance(n, wanted)))
        .filter(c -> c.distance <= MAX_DISTANCE)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MAX_COUNT)
        .map(Candidate::name)
        .toList();
  }

  /** {@code a}, {@code one of a or b}, {@code one of a, b or c}. */
  public static String list(List<String> names) {
    return switch (names.size()) {
      case 0 -> "";
      case 1 -> names.get(0);
      default ->
          "one of "
              + String.join(", ", names.subList(0, names.size() - 1))
              + " or "
              + names.getLast();
    };
  }

  /** How many single changes turn one word into the other (Levenshtein). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
