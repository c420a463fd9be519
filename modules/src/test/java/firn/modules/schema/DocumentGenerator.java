package firn.modules.schema;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents made from a schema: most of what is in them fits it, some of it just does not (a number
 * beside its bounds, a text against its pattern, another kind of value).
 *
 * <p>A whole number where any number fits is never made: JSON tells 1 from 1.0 as little as JSON
 * Schema does, and the language's types for numbers with and without a fraction do.
 */
final class DocumentGenerator {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "a b",
          "a.b-c_1",
          "ab]^.",
          "one\ntwo",
          "line\n",
          "a:b",
          "/etc",
          "/",
          "/a:b",
          "a/b",
          "é",
          "123",
          "true",
          "/nix/store",
          "/nix/store/x",
          "/nix/store/00000000000000000000000000000000-x/y");

  private static final List<String> NAMES = List.of("x", "y", "a.b", "port", "é", "_type");

  private final JsonNode root;
  private final Random random;

  DocumentGenerator(String schema, Random random) {
    this.root = JsonMapper.shared().readTree(schema);
    this.random = random;
  }

  /** The next document. */
  JsonNode next() {
    return object(root, 0);
  }

  private JsonNode value(JsonNode schema, int depth) {
    if (schema.isBoolean() || chance(25)) {
      return other();
    }
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asString();
      return value(root.get("$defs").get(name.substring(name.lastIndexOf('/') + 1)), depth + 1);
    }
    for (String choice : List.of("anyOf", "oneOf", "enum", "type")) {
      if (schema.path(choice).isArray()) {
        JsonNode chosen = schema.get(choice).get(random.nextInt(schema.get(choice).size()));
        return switch (choice) {
          case "enum" -> chosen;
          case "type" -> typed(chosen.asString(), schema, depth);
          default -> value(chosen, depth);
        };
      }
    }
    return schema.has("type") ? typed(schema.get("type").asString(), schema, depth) : other();
  }

  private JsonNode typed(String type, JsonNode schema, int depth) {
    return switch (type) {
      case "null" -> NODES.nullNode();
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "integer" -> NODES.numberNode(whole(schema));
      case "number" -> NODES.numberNode(whole(schema) + 0.25);
      case "string" -> NODES.stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case "array" -> array(schema, depth);
      default -> object(schema, depth);
    };
  }

  /** A number at, just beside or between the bounds. */
  private long whole(JsonNode schema) {
    long low = (long) Math.floor(schema.path("minimum").asDouble(-3));
    long high = (long) Math.floor(schema.path("maximum").asDouble(low + 6));
    return switch (random.nextInt(6)) {
      case 0 -> low - 1;
      case 1 -> high + 1;
      case 2 -> low;
      case 3 -> high;
      default -> low + (high - low) / 2;
    };
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      array.add(value(schema.path("items"), depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = NODES.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(each -> {
          boolean needed = schema.path("required").toString().contains('"' + each.getKey() + '"');
          if (needed ? !chance(25) : chance(3 + depth)) {
            object.set(each.getKey(), value(each.getValue(), depth + 1));
          }
        });
    JsonNode others = schema.path("additionalProperties");
    boolean open = !others.isMissingNode() && !(others.isBoolean() && !others.asBoolean());
    for (int i = open ? random.nextInt(3) : chance(25) ? 1 : 0; i > 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      if (!object.has(name)) {
        object.set(name, value(others, depth + 1));
      }
    }
    return object;
  }

  /** A value of any kind. */
  private JsonNode other() {
    return switch (random.nextInt(7)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(true);
      case 2 -> NODES.numberNode(0.5);
      case 3 -> NODES.stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case 4 -> NODES.arrayNode().add("x");
      case 5 -> NODES.objectNode().put("x", "y");
      default -> NODES.objectNode();
    };
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
