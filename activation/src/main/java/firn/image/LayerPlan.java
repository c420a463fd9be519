package firn.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Which store paths go into which layer of an image.
 *
 * <p>The paths that most others lead to get a layer each, for they are the ones other images share;
 * what is left shares the last layer. A path's popularity is counted over the tree that results
 * when the reference graph is unfolded from its roots: one for every place it stands at, and one
 * more for every level it lies below the place that counts (Graham Christensen, "Optimising Docker
 * Layers for Better Caching with Nix"; the algorithm of nixpkgs' {@code dockerTools}).
 */
public final class LayerPlan {
  private LayerPlan() {}

  /**
   * Splits {@code references} (every path of a closure, with the paths it refers to) into at most
   * {@code maxLayers} layers, most popular first. A layer's paths are sorted.
   *
   * @throws IllegalArgumentException if {@code maxLayers} is below one
   */
  public static List<List<String>> split(SortedMap<String, Set<String>> references, int maxLayers) {
    if (maxLayers < 1) {
      throw new IllegalArgumentException("an image needs room for at least one layer");
    }
    List<String> ordered = byPopularity(references);
    List<List<String>> layers = new ArrayList<>();
    int alone = ordered.size() <= maxLayers ? ordered.size() : maxLayers - 1;
    for (String path : ordered.subList(0, alone)) {
      layers.add(List.of(path));
    }
    if (alone < ordered.size()) {
      layers.add(ordered.subList(alone, ordered.size()).stream().sorted().toList());
    }
    return layers;
  }

  /** The paths of a closure, the most popular first, those of equal popularity by name. */
  static List<String> byPopularity(SortedMap<String, Set<String>> references) {
    List<String> leavesFirst = leavesFirst(references);
    Set<String> referred = new HashSet<>();
    references.forEach(
        (path, targets) -> targets.stream().filter(t -> !t.equals(path)).forEach(referred::add));
    List<String> roots = references.keySet().stream().filter(p -> !referred.contains(p)).toList();

    Map<String, Long> popularity = new HashMap<>();
    for (String path : leavesFirst) {
      popularity.put(path, popularityOf(path, leavesFirst, references, roots));
    }
    Comparator<String> byScore = Comparator.comparing(path -> -popularity.getOrDefault(path, 0L));
    return references.keySet().stream()
        .sorted(byScore.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static long popularityOf(
      String wanted,
      List<String> leavesFirst,
      Map<String, Set<String>> references,
      List<String> roots) {
    Map<String, Long> below = new HashMap<>();
    for (String path : leavesFirst) {
      below.put(path, among(wanted, path, references.getOrDefault(path, Set.of()), below));
    }
    return among(wanted, "", roots, below);
  }

  private static long among(
      String wanted, String self, Iterable<String> children, Map<String, Long> below) {
    long sum = 0;
    for (String child : children) {
      if (child.equals(self)) {
        continue;
      }
      long deeper = below.getOrDefault(child, 0L);
      // Unfolding a dense graph counts paths, which grow exponentially; past this bound only the
      // order by name is left to tell.
      sum =
          Math.min(
              Long.MAX_VALUE / 4,
              sum + (child.equals(wanted) ? 1 : 0) + (deeper > 0 ? deeper + 1 : 0));
    }
    return sum;
  }

  private static List<String> leavesFirst(SortedMap<String, Set<String>> references) {
    List<String> ordered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String path : references.keySet()) {
      visit(path, references, seen, ordered);
    }
    return ordered;
  }

  private static void visit(
      String path, Map<String, Set<String>> references, Set<String> seen, List<String> ordered) {
    if (!seen.add(path)) {
      return;
    }
    for (String target : references.getOrDefault(path, Set.of())) {
      visit(target, references, seen, ordered);
    }
    ordered.add(path);
  }
}
