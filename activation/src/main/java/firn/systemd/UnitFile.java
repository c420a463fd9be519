package firn.systemd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unit file as systemd reads it: sections, each with its keys, each key with its values in order.
 * An empty assignment forgets the values before it; a trailing backslash joins lines; comments and
 * the {@code [Install]} section, which says nothing about a running unit, are left out. Source of
 * the rules: systemd.syntax(7), systemd.unit(5).
 */
public record UnitFile(Map<String, Map<String, List<String>>> sections) {
  /** Parses a unit file followed by its drop-ins, in the order in which systemd applies them. */
  public static UnitFile parse(String... texts) {
    Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    for (String text : texts) {
      parseInto(sections, text);
    }
    sections.remove("Install");
    return new UnitFile(sections);
  }

  private static void parseInto(Map<String, Map<String, List<String>>> sections, String text) {
    Map<String, List<String>> section = new LinkedHashMap<>();
    for (String line : logicalLines(text)) {
      if (line.startsWith("[") && line.endsWith("]")) {
        section =
            sections.computeIfAbsent(
                line.substring(1, line.length() - 1), name -> new LinkedHashMap<>());
        continue;
      }
      int equals = line.indexOf('=');
      if (equals <= 0) {
        continue;
      }
      String key = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      if (value.isEmpty()) {
        section.put(key, new ArrayList<>());
      } else {
        section.computeIfAbsent(key, name -> new ArrayList<>()).add(value);
      }
    }
  }

  private static List<String> logicalLines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      boolean comment = line.startsWith("#") || line.startsWith(";");
      if (comment || (line.isEmpty() && joined.isEmpty())) {
        continue;
      }
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      joined.append(line);
      lines.add(joined.toString().strip());
      joined.setLength(0);
    }
    if (!joined.isEmpty()) {
      lines.add(joined.toString().strip());
    }
    return lines;
  }

  /** The last value of a key, or null. */
  public @Nullable String value(String section, String key) {
    List<String> values = sections.getOrDefault(section, Map.of()).getOrDefault(key, List.of());
    return values.isEmpty() ? null : values.getLast();
  }

  /** The words of all values of a key. */
  public List<String> words(String section, String key) {
    List<String> words = new ArrayList<>();
    for (String value : sections.getOrDefault(section, Map.of()).getOrDefault(key, List.of())) {
      for (String word : value.split("\\s+")) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }

  /** A boolean as systemd spells them: 1, yes, y, true, t and on; anything else set is false. */
  public boolean flag(String section, String key, boolean otherwise) {
    String value = value(section, key);
    if (value == null) {
      return otherwise;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "y", "true", "t", "on" -> true;
      default -> false;
    };
  }

  /** A directive of Firn's and NixOS's own, which may stand in either section. */
  public boolean directive(String key, boolean otherwise) {
    return flag("Service", key, flag("Unit", key, otherwise));
  }
}
