package firn.store.query;

import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** How two closures differ: by package name, in versions and size. */
public final class ClosureDiff {
  /**
   * One package that differs.
   *
   * @param before the versions there were; {@code ε} for paths without one, empty for none at all
   * @param sizeDelta bytes more (or fewer) of archives
   */
  public record Change(
      String name, SortedSet<String> before, SortedSet<String> after, long sizeDelta) {}

  private static final String NO_VERSION = "ε";
  private static final long NOTABLE = 8 * 1024;

  private ClosureDiff() {}

  /** What is counted of one package in one closure. */
  private record Side(SortedMap<String, Long> sizes) {
    Side() {
      this(new TreeMap<>());
    }

    long size() {
      return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The packages whose versions differ, or whose size by more than 8 KiB, ordered by name. */
  public static List<Change> between(LocalStore store, StorePath before, StorePath after) {
    return between(store, before, after, ClosureDiff::split);
  }

  /**
   * As {@link #between(LocalStore, StorePath, StorePath)}.
   *
   * @param naming takes the name of a store path apart, into a package's name and its version,
   *     which is empty where there is none
   */
  public static List<Change> between(
      LocalStore store,
      StorePath before,
      StorePath after,
      Function<String, Map.Entry<String, String>> naming) {
    SortedMap<String, Side> old = sides(store, before, naming);
    SortedMap<String, Side> fresh = sides(store, after, naming);
    SortedSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      Side left = old.getOrDefault(name, new Side());
      Side right = fresh.getOrDefault(name, new Side());
      long delta = right.size() - left.size();
      SortedSet<String> gone = new TreeSet<>(left.sizes().keySet());
      gone.removeAll(right.sizes().keySet());
      SortedSet<String> added = new TreeSet<>(right.sizes().keySet());
      added.removeAll(left.sizes().keySet());
      if (!gone.isEmpty() || !added.isEmpty() || Math.abs(delta) >= NOTABLE) {
        changes.add(new Change(name, gone, added, delta));
      }
    }
    return changes;
  }

  private static SortedMap<String, Side> sides(
      LocalStore store, StorePath root, Function<String, Map.Entry<String, String>> naming) {
    SortedMap<String, Side> sides = new TreeMap<>();
    for (StorePath path : store.closure(List.of(root))) {
      long size = store.query(path).map(PathInfo::narSize).orElse(0L);
      Map.Entry<String, String> name = naming.apply(path.name());
      sides
          .computeIfAbsent(name.getKey(), n -> new Side())
          .sizes()
          .merge(name.getValue().isEmpty() ? NO_VERSION : name.getValue(), size, Long::sum);
    }
    return sides;
  }

  /** {@code NAME-VERSION-OUTPUT} without the output; a version starts with a digit. */
  private static Map.Entry<String, String> split(String name) {
    for (int dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
      boolean version =
          dash > 0 && dash + 1 < name.length() && Character.isDigit(name.charAt(dash + 1));
      if (version) {
        String rest = name.substring(dash + 1).replaceFirst("-(bin|dev|lib|man|doc|out|info)$", "");
        return Map.entry(name.substring(0, dash), rest);
      }
    }
    return Map.entry(name, "");
  }

  /** As {@code nix store diff-closures} writes a line: {@code curl: 8.1 → 8.2, +12.3 KiB}. */
  public static String line(Change change) {
    List<String> parts = new ArrayList<>();
    if (!change.before().isEmpty() || !change.after().isEmpty()) {
      parts.add(versions(change.before()) + " → " + versions(change.after()));
    }
    if (Math.abs(change.sizeDelta()) >= NOTABLE) {
      parts.add(String.format(java.util.Locale.ROOT, "%+.1f KiB", change.sizeDelta() / 1024.0));
    }
    return change.name() + ": " + String.join(", ", parts);
  }

  private static String versions(SortedSet<String> versions) {
    return versions.isEmpty() ? "∅" : String.join(", ", versions);
  }
}
