package firn.eval.flake;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * JSON as Nix lays it out in lock files: names in order, two spaces for each level, every member on
 * a line of its own.
 */
final class LockText {
  private final StringBuilder out = new StringBuilder();

  private LockText() {}

  static String write(JsonNode json) {
    LockText text = new LockText();
    text.value(json, 0);
    return text.out.toString();
  }

  private void value(JsonNode json, int depth) {
    if (json.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      json.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      group('{', '}', members.entrySet().iterator(), depth);
    } else if (json.isArray()) {
      group('[', ']', json.iterator(), depth);
    } else if (json.isString()) {
      string(json.asString());
    } else {
      out.append(json);
    }
  }

  private void group(char open, char close, Iterator<?> members, int depth) {
    out.append(open);
    boolean any = members.hasNext();
    while (members.hasNext()) {
      Object member = members.next();
      out.append('\n').repeat("  ", depth + 1);
      if (member instanceof Map.Entry<?, ?> entry) {
        string(String.valueOf(entry.getKey()));
        out.append(": ");
        value((JsonNode) entry.getValue(), depth + 1);
      } else {
        value((JsonNode) member, depth + 1);
      }
      out.append(members.hasNext() ? "," : "");
    }
    if (any) {
      out.append('\n').repeat("  ", depth);
    }
    out.append(close);
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
          if (c < 0x20) {
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
