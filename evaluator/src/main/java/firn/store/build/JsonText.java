package firn.store.build;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Writes JSON as Nix does: no spaces, keys sorted, only what must be escaped escaped. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(JsonNode node) {
    JsonText text = new JsonText();
    text.write(node);
    return text.out.toString();
  }

  private void write(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
      String separator = "{";
      for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
        out.append(separator);
        string(entry.getKey());
        out.append(':');
        write(entry.getValue());
        separator = ",";
      }
      out.append(sorted.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      out.append('[');
      Iterator<JsonNode> elements = node.iterator();
      while (elements.hasNext()) {
        write(elements.next());
        out.append(elements.hasNext() ? "," : "");
      }
      out.append(']');
    } else if (node.isString()) {
      string(node.stringValue());
    } else {
      out.append(node);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
