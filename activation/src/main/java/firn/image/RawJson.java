package firn.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a JSON object as they are written, without their white space. */
final class RawJson {
  private static final JsonMapper JSON = new JsonMapper();

  private RawJson() {}

  /** Reads an object; characters that HTML reserves come back escaped, as Go writes them. */
  static TreeMap<String, String> fields(byte[] object) throws IOException {
    TreeMap<String, String> fields = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the image's configuration is no JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        // A string or number is read to its end only when it is asked for.
        String last = parser.getString();
        int to = (int) parser.currentLocation().getByteOffset();
        fields.put(
            name, compact(new String(object, from, to - from, StandardCharsets.UTF_8), last));
      }
    }
    return fields;
  }

  private static String compact(String raw, @org.jspecify.annotations.Nullable String last) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && quoted && i + 1 < raw.length()) {
        text.append(c).append(raw.charAt(++i));
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
      }
      if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        text.append("\\u%04x".formatted((int) c));
      } else if (quoted || !Character.isWhitespace(c)) {
        text.append(c);
      }
    }
    return last == null && text.isEmpty() ? "null" : text.toString();
  }
}
