package firn.packages.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Paragraphs of Debian's control syntax (deb822): fields, continuation lines, comments. */
public final class ControlParagraph {
  private final Map<String, String> fields;

  private ControlParagraph(Map<String, String> fields) {
    this.fields = fields;
  }

  /** The paragraphs of a text; field names are case-insensitive, lines starting with # skipped. */
  public static List<ControlParagraph> parse(String text) {
    List<ControlParagraph> paragraphs = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    String current = "";
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        if (!fields.isEmpty()) {
          paragraphs.add(new ControlParagraph(fields));
          fields = new LinkedHashMap<>();
        }
        current = "";
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        fields.computeIfPresent(current, (name, value) -> value + "\n" + line.stripTrailing());
      } else {
        int colon = line.indexOf(':');
        if (colon > 0) {
          current = line.substring(0, colon).toLowerCase(Locale.ROOT);
          fields.put(current, line.substring(colon + 1).strip());
        }
      }
    }
    if (!fields.isEmpty()) {
      paragraphs.add(new ControlParagraph(fields));
    }
    return paragraphs;
  }

  /** The value of a field, or the empty string; further lines keep their leading space. */
  public String get(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The field as words. */
  public List<String> words(String name) {
    String value = get(name).strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }
}
