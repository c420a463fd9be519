package firn.modules.option;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names near a misspelt one. */
public final class Levenshtein {
  /** From this many candidates on, only names at most {@link #NEAR} edits away are proposed. */
  private static final int MANY = 100;

  private static final int NEAR = 2;
  private static final int PROPOSALS = 3;

  private Levenshtein() {}

  /**
   * The (at most three) candidates nearest to a name, nearest first, equally near ones in the order
   * given. Among few candidates some are proposed however far they are, as nixpkgs does.
   */
  public static List<String> nearest(String name, Collection<String> candidates) {
    record Scored(String candidate, int distance) {}
    boolean onlyNear = candidates.size() >= MANY;
    List<Scored> scored = new ArrayList<>();
    for (String candidate : candidates) {
      if (onlyNear && Math.abs(candidate.length() - name.length()) > NEAR) {
        continue;
      }
      int distance = distance(name, candidate);
      if (!onlyNear || distance <= NEAR) {
        scored.add(new Scored(candidate, distance));
      }
    }
    scored.sort(Comparator.comparingInt(Scored::distance));
    return scored.stream().limit(PROPOSALS).map(Scored::candidate).toList();
  }

  /** Insertions, deletions and replacements that turn one name into the other. */
  public static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
