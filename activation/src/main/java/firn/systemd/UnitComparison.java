package firn.systemd;

import firn.systemd.UnitChange.Weight;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares two versions of a unit as NixOS's switch program does: by what they say, not by their
 * text. Keys that only describe a unit, or that systemd takes over when it re-reads its files, do
 * not count; {@code X-Reload-Triggers} and the options of a mount ask for a reload; all else asks
 * for a restart.
 */
public final class UnitComparison {
  /** Keys of {@code [Unit]} that a running unit does not notice. */
  private static final Set<String> UNNOTICED =
      Set.of(
          "Description",
          "Documentation",
          "OnFailure",
          "OnSuccess",
          "OnFailureJobMode",
          "IgnoreOnIsolate",
          "StopWhenUnneeded",
          "RefuseManualStart",
          "RefuseManualStop",
          "AllowIsolate",
          "CollectMode",
          "SourcePath");

  private UnitComparison() {}

  public static UnitChange compare(UnitFile before, UnitFile after) {
    Map<String, Weight> differing = new LinkedHashMap<>();
    Set<String> sections = new LinkedHashSet<>(before.sections().keySet());
    sections.addAll(after.sections().keySet());
    for (String section : sections) {
      Map<String, List<String>> old = before.sections().getOrDefault(section, Map.of());
      Map<String, List<String>> now = after.sections().getOrDefault(section, Map.of());
      if (!section.equals("Unit")
          && old.isEmpty()
          && now.isEmpty()
          && before.sections().containsKey(section) != after.sections().containsKey(section)) {
        differing.put("[" + section + "]", Weight.RESTART);
        continue;
      }
      Set<String> keys = new LinkedHashSet<>(old.keySet());
      keys.addAll(now.keySet());
      for (String key : keys) {
        if (!Objects.equals(old.get(key), now.get(key))) {
          Weight weight = weight(section, key, old.containsKey(key), now.containsKey(key));
          if (weight != Weight.EQUAL) {
            differing.merge(key, weight, (a, b) -> a.compareTo(b) > 0 ? a : b);
          }
        }
      }
    }
    Weight heaviest = differing.values().stream().max(Weight::compareTo).orElse(Weight.EQUAL);
    List<String> keys =
        differing.entrySet().stream()
            .filter(entry -> entry.getValue() == heaviest)
            .map(Map.Entry::getKey)
            .toList();
    return new UnitChange(heaviest, keys);
  }

  private static Weight weight(String section, String key, boolean was, boolean is) {
    if (section.equals("Unit") && key.equals("X-Reload-Triggers")) {
      // A trigger that goes away leaves nothing to read again.
      return is ? Weight.RELOAD : Weight.EQUAL;
    }
    if (section.equals("Unit") && UNNOTICED.contains(key)) {
      return Weight.EQUAL;
    }
    if (section.equals("Mount") && key.equals("Options") && was && is) {
      return Weight.RELOAD;
    }
    return Weight.RESTART;
  }
}
