package firn.modules.schema;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of types that hold themselves. A type met again while its schema is being made is
 * referred to by a name; only then is the schema written apart.
 */
final class Definitions {
  private final Map<Object, String> open = new HashMap<>();
  private final Map<String, Object> written = new LinkedHashMap<>();
  private int names;

  /**
   * The schema that {@code make} makes, or a reference to it.
   *
   * @param identity equal for the same type
   * @param label what to call it
   */
  Map<String, Object> recursive(Object identity, String label, Supplier<Map<String, Object>> make) {
    String known = open.get(identity);
    if (known != null) {
      if (known.isEmpty()) {
        known = label + (names == 0 ? "" : "-" + names);
        names++;
        open.put(identity, known);
      }
      return reference(known);
    }
    open.put(identity, "");
    Map<String, Object> schema = make.get();
    @Nullable String name = open.remove(identity);
    if (name == null || name.isEmpty()) {
      return schema;
    }
    written.put(name, schema);
    return reference(name);
  }

  private static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/$defs/" + name);
  }

  Map<String, Object> written() {
    return written;
  }
}
