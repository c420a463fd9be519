package firn.store.build;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Structured attributes as {@code .attrs.sh}, for builders in bash (Nix manual, "Structured
 * attributes"): scalars, and lists and sets of scalars; the rest is in the JSON only.
 */
final class ShellAttributes {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ShellAttributes() {}

  static String of(JsonNode attributes) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    attributes.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
    StringBuilder out = new StringBuilder();
    sorted.forEach((name, value) -> {
      if (NAME.matcher(name).matches()) {
        declaration(name, value).ifPresent(out::append);
      }
    });
    return out.toString();
  }

  private static Optional<String> declaration(String name, JsonNode value) {
    if (value.isArray()) {
      StringBuilder elements = new StringBuilder();
      for (JsonNode element : value) {
        Optional<String> word = scalar(element);
        if (word.isEmpty()) {
          return Optional.empty();
        }
        elements.append(word.get()).append(' ');
      }
      return Optional.of("declare -a " + name + "=(" + elements + ")\n");
    }
    if (value.isObject()) {
      StringBuilder elements = new StringBuilder();
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
      for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
        Optional<String> word = scalar(entry.getValue());
        if (word.isEmpty()) {
          return Optional.empty();
        }
        elements.append('[').append(quote(entry.getKey())).append("]=").append(word.get());
        elements.append(' ');
      }
      return Optional.of("declare -A " + name + "=(" + elements + ")\n");
    }
    return scalar(value).map(word -> "declare " + name + "=" + word + "\n");
  }

  private static Optional<String> scalar(JsonNode value) {
    if (value.isString()) {
      return Optional.of(quote(value.stringValue()));
    }
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue() ? "1" : "");
    }
    if (value.isNull()) {
      return Optional.of("''");
    }
    if (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue())) {
      return Optional.of(Long.toString(value.longValue()));
    }
    return Optional.empty();
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
