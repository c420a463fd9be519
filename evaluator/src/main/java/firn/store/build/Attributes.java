package firn.store.build;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads attributes that are lists, or, where they are not structured, strings of words. */
public final class Attributes {
  private Attributes() {}

  /** The strings of a list, or the words of a string; none of anything else. */
  public static List<String> words(JsonNode value) {
    List<String> words = new ArrayList<>();
    if (value.isString()) {
      for (String word : value.stringValue().split("[ \\t\\n\\r]+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    } else if (value.isArray()) {
      for (JsonNode element : value) {
        if (element.isString()) {
          words.add(element.stringValue());
        }
      }
    }
    return words;
  }

  /** True for {@code true}, and for the non-empty strings that it becomes unstructured. */
  public static boolean flag(JsonNode value) {
    return value.isBoolean()
        ? value.booleanValue()
        : value.isString() && !value.stringValue().isEmpty() && !value.stringValue().equals("0");
  }
}
