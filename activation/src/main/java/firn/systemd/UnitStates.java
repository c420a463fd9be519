package firn.systemd;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@code systemctl show} prints for many units at once. */
public final class UnitStates {
  /** The properties to ask for. */
  public static final String PROPERTIES =
      "Id,Names,LoadState,ActiveState,SubState,Type,RemainAfterExit,ConditionResult,"
          + "ConditionTimestampMonotonic,MainPID,NRestarts,CanStart";

  private UnitStates() {}

  /**
   * From blocks of {@code key=value} lines, parted by empty lines, to states by name; a unit with
   * several names appears under each.
   */
  public static Map<String, UnitState> parse(String shown) {
    Map<String, UnitState> out = new LinkedHashMap<>();
    for (String block : shown.split("\n\n")) {
      Map<String, String> values = new LinkedHashMap<>();
      for (String line : block.split("\n")) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      String id = values.get("Id");
      if (id == null) {
        continue;
      }
      // systemd says "no" for conditions that were never looked at.
      boolean looked = !values.getOrDefault("ConditionTimestampMonotonic", "0").equals("0");
      UnitState state =
          new UnitState(
              values.getOrDefault("LoadState", ""),
              values.getOrDefault("ActiveState", ""),
              values.getOrDefault("SubState", ""),
              // That of a mount is its file system's.
              id.endsWith(".service") ? values.getOrDefault("Type", "") : "",
              values.getOrDefault("RemainAfterExit", "").equals("yes"),
              !looked || values.getOrDefault("ConditionResult", "yes").equals("yes"),
              number(values.get("MainPID")),
              number(values.get("NRestarts")),
              !values.getOrDefault("CanStart", "").equals("no"));
      out.put(id, state);
      for (String name : values.getOrDefault("Names", "").split(" ")) {
        // One with a backslash in it is quoted; units have such names only as their own.
        if (!name.isEmpty() && !name.startsWith("\"")) {
          out.put(name, state);
        }
      }
    }
    return out;
  }

  /** From the lines of {@code systemctl list-units --plain --no-legend}. */
  public static Map<String, UnitState> parseList(String listed) {
    Map<String, UnitState> out = new LinkedHashMap<>();
    for (String line : listed.split("\n")) {
      String[] words = line.strip().split("\\s+", 5);
      if (words.length >= 4) {
        out.put(words[0], new UnitState(words[1], words[2], words[3], "", false, true, 0, 0, true));
      }
    }
    return out;
  }

  private static int number(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
