package firn.modules.schema;

import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.modules.option.EvaluatedOption;
import firn.modules.option.OptionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A schema (draft 2020-12) of the configurations that a set of options takes, as far as JSON can
 * write them: functions and derivations have no place in it, and what hidden, internal and
 * read-only options hold is not for a configuration to say.
 *
 * <p>A document that the schema accepts is a module that evaluates; only checks a type makes by a
 * function of its own are left to the evaluation. To be used on a thread that suits evaluation.
 */
public final class JsonSchema {
  /** The dialect all schemas are written in. */
  public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final Definitions definitions = new Definitions();
  private final TypeSchema types = new TypeSchema(this, definitions);

  private JsonSchema() {}

  /**
   * The schema of options.
   *
   * @param options as {@code evalModules} answers them
   * @param title what the document describes
   * @return maps, lists, strings, numbers and booleans, keys in the order to be written
   */
  public static Map<String, Object> of(NixAttrs options, String title) {
    JsonSchema schema = new JsonSchema();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DIALECT);
    root.put("title", title);
    // What a whole configuration must say depends on what else it says: nothing is required of it.
    Value open = TypeSchema.at(options, "_module", "freeformType", "value");
    Freeform others = Freeform.of(open == null ? null : set(open));
    root.putAll(schema.group(options, others, NixList.EMPTY, false));
    Map<String, Object> shared = schema.definitions.written();
    if (!shared.isEmpty()) {
      root.put("$defs", shared);
    }
    return root;
  }

  /**
   * An object with the options of a set.
   *
   * @param others what attributes that are no options hold
   * @param path where the set stands, a list
   * @param complete whether the object is all there is, so that options nobody else defines are
   *     required
   */
  Map<String, Object> group(NixAttrs options, Freeform others, Value path, boolean complete) {
    Map<String, Object> properties = new TreeMap<>();
    List<String> required = new ArrayList<>();
    for (Symbol name : options.names()) {
      if (name.name().equals("_module") || name.name().equals("_freeformOptions")) {
        continue;
      }
      NixAttrs each = set(options.require(name.name()));
      if (each == null) {
        continue;
      }
      String key = Bytes.toUnicode(name.name());
      if (!isOption(each)) {
        Map<String, Object> below = group(each, others.below(), path, complete);
        if (!((Map<?, ?>) below.getOrDefault("properties", Map.of())).isEmpty()) {
          properties.put(key, below);
          if (below.containsKey("required")) {
            required.add(key);
          }
        }
      } else if (isPublic(each)) {
        properties.put(key, option(each));
        if (complete && isRequired(each)) {
          required.add(key);
        }
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", others.schema(types, path));
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /** The values of one option. */
  Map<String, Object> option(NixAttrs option) {
    Map<String, Object> schema = new LinkedHashMap<>();
    String description = text(option.get("description"));
    if (description != null) {
      schema.put("description", description.strip());
    }
    if (isTrue(option.get("readOnly"))) {
      schema.put("readOnly", true);
      schema.put("not", Map.of());
      return schema;
    }
    Value type = option.get("type");
    NixAttrs written = type == null ? null : set(type);
    Map<String, Object> values = written == null ? Map.of() : types.of(written, option.get("loc"));
    values.forEach(schema::putIfAbsent);
    Value fallback = option.has("defaultText") ? null : option.get("default");
    Object json = fallback == null ? null : JsonValue.of(fallback);
    if (json != null) {
      schema.put("default", json);
    } else if (option.has("defaultText")) {
      String shown = text(option.get("defaultText"));
      if (shown != null) {
        schema.put("$comment", "The default is " + shown.strip());
      }
    }
    Value example = option.get("example");
    Object shown = example == null ? null : JsonValue.of(example);
    if (shown != null) {
      schema.put("examples", List.of(shown));
    }
    return schema;
  }

  private static boolean isPublic(NixAttrs option) {
    Value visible = option.get("visible");
    boolean hidden = visible != null && visible.force() == NixBool.FALSE;
    return !hidden && !isTrue(option.get("internal"));
  }

  /**
   * Whether evaluation fails without a definition: no default, and no module of the submodule
   * defines it, were it under a condition.
   */
  private static boolean isRequired(NixAttrs option) {
    EvaluatedOption known = OptionName.optionOf(option);
    if (known == null || !known.definitions().isEmpty() || isTrue(option.get("readOnly"))) {
      return false;
    }
    NixAttrs type = set(option.require("type"));
    NixAttrs empty =
        type != null && type.has("emptyValue") ? set(type.require("emptyValue")) : null;
    return empty == null || !empty.has("value");
  }

  static boolean isOption(NixAttrs set) {
    Value type = set.get("_type");
    return type != null && type.force() instanceof NixString s && s.bytes().equals("option");
  }

  private static boolean isTrue(@Nullable Value value) {
    return value != null && value.force() == NixBool.TRUE;
  }

  /** A string, or the text of a literal; null for anything else. */
  static @Nullable String text(@Nullable Value value) {
    if (value == null || value.force() == NixNull.NULL) {
      return null;
    }
    Value text = value.force() instanceof NixAttrs literal ? literal.get("text") : value;
    return text != null && text.force() instanceof NixString s ? Bytes.toUnicode(s.bytes()) : null;
  }

  static @Nullable NixAttrs set(Value value) {
    return value.force() instanceof NixAttrs set ? set : null;
  }
}
