package firn.modules.schema;

import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an alternative claims by the look of a value alone. {@code either} hands a value to its
 * first type as soon as that is, say, a list; what is in the list is looked at too late for the
 * second type to get its turn. So of the second type's values those are refused that the first type
 * claims.
 */
final class Head {
  private static final Map<String, Object> LIST = Map.of("type", "array");
  private static final Map<String, Object> SET = Map.of("type", "object");

  /** A module may be the path of a file. */
  private static final Map<String, Object> FILE = file();

  private final List<Map<String, Object>> claims = new ArrayList<>();

  private Head() {}

  private static Map<String, Object> file() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("type", "string");
    file.put("pattern", "^/");
    return file;
  }

  /** The claims of a type; types that look at the whole value at once have none. */
  static Head of(NixAttrs type) {
    Head head = new Head();
    head.add(type);
    return head;
  }

  private void add(NixAttrs type) {
    switch (TypeSchema.name(type)) {
      case "listOf" -> claims.add(LIST);
      case "attrsOf", "lazyAttrsOf", "loaOf", "attrs" -> claims.add(SET);
      case "attrListOf" -> claims.addAll(List.of(SET, LIST));
      case "submodule", "deferredModule" -> claims.addAll(List.of(SET, FILE));
      case "attrTag" -> claims.add(tagged(type));
      case "nullOr", "unique", "uniq" -> addNested(type, "elemType");
      case "either" -> {
        addNested(type, "left");
        addNested(type, "right");
      }
      case "coercedTo" -> {
        addNested(type, "coercedType");
        addNested(type, "finalType");
      }
      default -> {}
    }
  }

  private void addNested(NixAttrs type, String attribute) {
    NixAttrs inner = TypeSchema.nested(type, attribute);
    if (inner != null) {
      add(inner);
    }
  }

  private static Map<String, Object> tagged(NixAttrs type) {
    List<String> tags =
        type.require("nestedTypes").asAttrs().names().stream().map(Symbol::name).toList();
    Map<String, Object> claim = new LinkedHashMap<>(SET);
    claim.put("minProperties", 1);
    claim.put("maxProperties", 1);
    claim.put("propertyNames", Map.of("enum", tags));
    return claim;
  }

  /** What of a schema is left to the second type; null if nothing is. */
  @Nullable Map<String, Object> leftOf(Map<String, Object> second) {
    if (second.size() == 1 && second.get("anyOf") instanceof List<?> choices) {
      List<Object> left = new ArrayList<>();
      for (Object each : choices) {
        Map<String, Object> choice = each instanceof Map<?, ?> map ? leftOf(keyed(map)) : null;
        if (choice != null) {
          left.add(choice);
        }
      }
      return left.isEmpty() ? null : TypeSchema.anyOf(left);
    }
    List<Object> claimed = new ArrayList<>();
    for (Map<String, Object> claim : claims) {
      Object kind = second.get("type");
      if (kind == null
          ? !second.containsKey("enum") || claim == FILE
          : kind.equals(claim.get("type"))) {
        if (claim.size() == 1 && kind != null) {
          return null;
        }
        claimed.add(claim);
      }
    }
    return claimed.isEmpty() ? second : without(second, claimed);
  }

  private static Map<String, Object> without(Map<String, Object> schema, List<Object> claimed) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (!schema.isEmpty()) {
      result.put("allOf", List.of(schema));
    }
    result.put("not", claimed.size() == 1 ? claimed.getFirst() : TypeSchema.anyOf(claimed));
    return result;
  }

  private static Map<String, Object> keyed(Map<?, ?> schema) {
    Map<String, Object> result = new LinkedHashMap<>();
    schema.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }
}
