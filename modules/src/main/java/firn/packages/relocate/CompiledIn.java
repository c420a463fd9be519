package firn.packages.relocate;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Which of the paths that programs have compiled in become others. By themselves all do that name
 * what this package or one it depends on has; a package's fixes may say otherwise for a file, as
 * {@code compiledIn.FILE = true} (also where the program knows the path's length, which is changed
 * beside it), {@code false} (none) or {@code { OLD = NEW; }} (these and no other).
 */
final class CompiledIn {
  private final JsonNode files;
  private final String out;
  private final Map<String, Map<String, String>> chosen = new HashMap<>();

  /**
   * @param files the attribute; absent where there are no such fixes
   * @param out what {@code @out@} stands for
   */
  CompiledIn(JsonNode files, String out) {
    this.files = files;
    this.out = out;
  }

  /** What a text in a file becomes; empty if it stays. */
  String replacement(String file, String text, StorePlaces places) throws IOException {
    JsonNode fix = files.path(file);
    if (fix.isObject()) {
      return chosen(file, fix).getOrDefault(text, "");
    }
    return fix.isBoolean() && !fix.asBoolean() ? "" : places.compiledIn(text);
  }

  /** Whether lengths that stand beside an instruction are changed as well. */
  boolean adaptsLengths(String file) {
    JsonNode fix = files.path(file);
    return fix.isObject() || (fix.isBoolean() && fix.asBoolean());
  }

  private Map<String, String> chosen(String file, JsonNode fix) {
    return chosen.computeIfAbsent(
        file,
        key -> {
          Map<String, String> texts = new HashMap<>();
          for (Map.Entry<String, JsonNode> entry : fix.properties()) {
            texts.put(entry.getKey(), entry.getValue().asString("").replace("@out@", out));
          }
          return texts;
        });
  }
}
