package firn.modules.schema;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Schemas of option types, told apart by the names the library gives them. */
final class TypeSchema {
  /** Bounds stand in the description alone: the check is a function. */
  private static final Pattern BOUNDS =
      Pattern.compile("between (-?[0-9.e+-]+) and (-?[0-9.e+-]+) \\(both inclusive\\)");

  private static final Pattern INTEGER = Pattern.compile("intBetween|(un)?signedInt[0-9]+");

  /** Paths in the store, as far down as to a whole name; or the placeholder of an output. */
  private static final String STORED = "^/+(nix/+store/+[^/]{32}-[^/]+|[0-9a-z]{52})(/|$)";

  /** Types whose values JSON cannot write. */
  private static final Map<String, Object> NEVER = Map.of("not", Map.of());

  private final JsonSchema schema;
  private final Definitions definitions;

  TypeSchema(JsonSchema schema, Definitions definitions) {
    this.schema = schema;
    this.definitions = definitions;
  }

  /**
   * The values of a type.
   *
   * @param path where the option stands, a list; null where that is not known
   */
  Map<String, Object> of(NixAttrs type, @Nullable Value path) {
    String name = string(type.get("name"));
    if (name == null) {
      return Map.of();
    }
    Map<String, Object> simple = simple(name, type);
    return simple == null ? composed(name, type, path == null ? NixList.EMPTY : path) : simple;
  }

  private static @Nullable Map<String, Object> simple(String name, NixAttrs type) {
    if (name.startsWith("strMatching")) {
      String pattern = string(at(type, "functor", "payload", "pattern"));
      return pattern == null
          ? typed("string")
          : string(PosixPattern.toEcma(Bytes.toUnicode(pattern)));
    }
    if (INTEGER.matcher(name).matches()) {
      return bounded("integer", type);
    }
    return switch (name) {
      case "bool", "boolByOr" -> typed("boolean");
      case "int" -> typed("integer");
      case "unsignedInt" -> with(typed("integer"), "minimum", 0);
      case "positiveInt" -> with(typed("integer"), "minimum", 1);
      case "float" -> typed("number");
      case "numberBetween" -> bounded("number", type);
      case "numberNonnegative" -> with(typed("number"), "minimum", 0);
      case "numberPositive" -> with(typed("number"), "exclusiveMinimum", 0);
      case "str", "string", "separatedString" -> typed("string");
      case "nonEmptyStr" -> string("[^ \\t\\n]");
      case "singleLineStr" -> string("^[^\\n\\r]*\\n?$");
      case "path", "pathInStore", "externalPath" -> path(type);
      case "package", "shellPackage" -> string("^/nix/store/[0-9a-z]{32}-[^/]+$");
      case "systemd option" -> scalars(typed("null"), lists(scalars()));
      case "sysctl option value" ->
          anyOf(List.of(typed("null"), typed("boolean"), typed("integer"), typed("string")));
      case "luaInline" -> luaInline();
      case "attrs" -> typed("object");
      case "deferredModule", "Toplevel NixOS config" ->
          anyOf(List.of(typed("object"), string("^/")));
      case "anything", "raw", "unspecified" -> Map.of();
      case "functionTo", "optionType", "optionDeclaration", "fileset", "pkgs", "nixpkgs-overlay" ->
          NEVER;
      case "enum" -> enumeration(type);
      default -> null;
    };
  }

  private Map<String, Object> composed(String name, NixAttrs type, Value path) {
    return switch (name) {
      case "nullOr" -> any(element(type, path, "elemType"), typed("null"));
      case "unique", "uniq" -> element(type, path, "elemType");
      case "listOf" -> list(type, path);
      case "attrsOf", "lazyAttrsOf", "loaOf" ->
          with(typed("object"), "additionalProperties", element(type, path, "elemType"));
      case "attrListOf" -> attributeList(element(type, path, "elemType"));
      case "either" -> alternatives(type, path);
      case "coercedTo" -> any(element(type, path, "coercedType"), element(type, path, "finalType"));
      case "attrTag" -> tagged(type);
      case "submodule" ->
          definitions.recursive(
              SubmoduleIdentity.of(type), label(path), () -> submodule(type, path));
      default ->
          name.startsWith("passwdEntry")
              ? string(name.endsWith(" path") ? "^/[^:\\n]*$" : "^[^:\\n]*$")
              : Map.of(
                  "$comment",
                  "Values of type " + description(type) + " are checked when evaluated.");
    };
  }

  /** The name that tells a type; empty where it has none. */
  static String name(NixAttrs type) {
    String name = string(type.get("name"));
    return name == null ? "" : name;
  }

  /** A type held by another. */
  static @Nullable NixAttrs nested(NixAttrs type, String attribute) {
    Value held = at(type, "nestedTypes", attribute);
    return held == null ? null : JsonSchema.set(held);
  }

  /** The type held by another; it may hold that one in turn. */
  private Map<String, Object> element(NixAttrs type, Value path, String attribute) {
    NixAttrs inner = nested(type, attribute);
    if (inner == null) {
      return Map.of();
    }
    return definitions.recursive(new Same(inner), label(path), () -> of(inner, path));
  }

  /** A value itself, not what it is equal to. */
  private record Same(NixAttrs type) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Same same && same.type == type;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(type);
    }
  }

  private Map<String, Object> list(NixAttrs type, Value path) {
    Map<String, Object> list = with(typed("array"), "items", element(type, path, "elemType"));
    return description(type).startsWith("non-empty ") ? with(list, "minItems", 1) : list;
  }

  private Map<String, Object> alternatives(NixAttrs type, Value path) {
    Map<String, Object> first = element(type, path, "left");
    Map<String, Object> second = element(type, path, "right");
    NixAttrs left = nested(type, "left");
    Map<String, Object> others = left == null ? second : Head.of(left).leftOf(second);
    return others == null ? first : any(first, others);
  }

  private static Map<String, Object> attributeList(Map<String, Object> element) {
    Map<String, Object> set = with(typed("object"), "additionalProperties", element);
    Map<String, Object> single = with(with(set, "minProperties", 1), "maxProperties", 1);
    return any(set, with(typed("array"), "items", single));
  }

  private Map<String, Object> tagged(NixAttrs type) {
    NixAttrs tags = type.require("nestedTypes").asAttrs();
    List<Object> choices = new ArrayList<>();
    for (Symbol tag : tags.names()) {
      Map<String, Object> choice = typed("object");
      choice.put(
          "properties", Map.of(tag.name(), schema.option(tags.require(tag.name()).asAttrs())));
      choice.put("required", List.of(tag.name()));
      choice.put("additionalProperties", false);
      choices.add(choice);
    }
    return new LinkedHashMap<>(Map.of("oneOf", choices));
  }

  private Map<String, Object> submodule(NixAttrs type, Value path) {
    NixAttrs options = type.require("getSubOptions").call(path).asAttrs();
    return schema.group(options, Freeform.of(nested(type, "freeformType")), path, true);
  }

  private static Map<String, Object> enumeration(NixAttrs type) {
    Value payload = at(type, "functor", "payload");
    Value values = payload instanceof NixAttrs set ? set.get("values") : payload;
    List<Object> written = new ArrayList<>();
    if (values != null && values.force() instanceof NixList list) {
      for (Value each : list) {
        Object json = JsonValue.of(each);
        if (json != null) {
          written.add(json);
        }
      }
    }
    return new LinkedHashMap<>(Map.of("enum", written));
  }

  private static Map<String, Object> path(NixAttrs type) {
    String description = description(type);
    if (description.contains(" not in the Nix store")) {
      return with(
          string(description.startsWith("absolute ") ? "^/" : "^"),
          "not",
          Map.of("pattern", STORED));
    }
    if (description.contains(" in the Nix store")) {
      return string(STORED);
    }
    return description.startsWith("relative ")
        ? string("^([^/]|$)")
        : description.startsWith("path") ? typed("string") : string("^/");
  }

  /** The value of a directive. */
  @SafeVarargs
  private static Map<String, Object> scalars(Map<String, Object>... others) {
    List<Object> choices =
        new ArrayList<>(List.of(typed("boolean"), typed("number"), typed("string")));
    choices.addAll(List.of(others));
    return anyOf(choices);
  }

  private static Map<String, Object> lists(Map<String, Object> element) {
    return with(typed("array"), "items", element);
  }

  private static Map<String, Object> luaInline() {
    Map<String, Object> schema = typed("object");
    schema.put("properties", Map.of("_type", Map.of("const", "lua-inline")));
    schema.put("required", List.of("_type"));
    return schema;
  }

  private static Map<String, Object> bounded(String kind, NixAttrs type) {
    Matcher bounds = BOUNDS.matcher(description(type));
    Map<String, Object> result = typed(kind);
    if (bounds.find()) {
      result.put("minimum", number(bounds.group(1)));
      result.put("maximum", number(bounds.group(2)));
    }
    return result;
  }

  private static Number number(String text) {
    return text.matches("-?[0-9]+") ? (Number) Long.valueOf(text) : Double.valueOf(text);
  }

  private static Map<String, Object> typed(String type) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("type", type);
    return result;
  }

  private static Map<String, Object> string(String pattern) {
    return with(typed("string"), "pattern", pattern);
  }

  private static Map<String, Object> with(Map<String, Object> schema, String key, Object value) {
    Map<String, Object> result = new LinkedHashMap<>(schema);
    result.put(key, value);
    return result;
  }

  /** One of two; alternatives within alternatives are told in one breath. */
  private static Map<String, Object> any(Map<String, Object> first, Map<String, Object> second) {
    List<Object> choices = new ArrayList<>();
    for (Map<String, Object> each : List.of(first, second)) {
      if (each.size() == 1 && each.get("anyOf") instanceof List<?> inner) {
        choices.addAll(inner);
      } else {
        choices.add(each);
      }
    }
    return anyOf(choices);
  }

  static Map<String, Object> anyOf(List<Object> choices) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("anyOf", choices);
    return result;
  }

  private static String label(Value path) {
    NixList parts = path.asList();
    String last = parts.size() == 0 ? null : string(parts.get(parts.size() - 1));
    return last == null ? "type" : last.replaceAll("[^A-Za-z0-9_-]", "");
  }

  private static String description(NixAttrs type) {
    String description = string(type.get("description"));
    return description == null ? "" : description;
  }

  private static @Nullable String string(@Nullable Value value) {
    return value != null && value.force() instanceof NixString s ? s.bytes() : null;
  }

  /** The value at a path of attributes, forced; null where it does not lead anywhere. */
  static @Nullable Value at(NixAttrs set, String... names) {
    Value value = set;
    try {
      for (String name : names) {
        Value next = value instanceof NixAttrs inner ? inner.get(name) : null;
        if (next == null) {
          return null;
        }
        value = next.force();
      }
    } catch (EvalException e) {
      return null;
    }
    return value;
  }
}
