package firn.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON value and where it stands, so that every complaint names the place. */
record JsonCursor(String place, JsonNode node) {
  JsonCursor object(Set<String> keys) {
    if (!node.isObject()) {
      throw complaint("an object is expected");
    }
    for (String key : node.propertyNames()) {
      if (!keys.contains(key)) {
        throw complaint("the key `" + key + "` is not known to this version of Firn");
      }
    }
    return this;
  }

  JsonCursor get(String key) {
    JsonNode child = node.get(key);
    if (child == null) {
      throw complaint("the key `" + key + "` is missing");
    }
    return new JsonCursor(place.isEmpty() ? key : place + "." + key, child);
  }

  private @Nullable JsonCursor find(String key) {
    JsonNode child = node.get(key);
    return child == null || child.isNull() ? null : get(key);
  }

  String text(String key) {
    return get(key).asText();
  }

  String text(String key, String otherwise) {
    JsonCursor found = find(key);
    return found == null ? otherwise : found.asText();
  }

  @Nullable String textOrNull(String key) {
    JsonCursor found = find(key);
    return found == null ? null : found.asText();
  }

  int integer(String key, int otherwise) {
    JsonCursor found = find(key);
    return found == null ? otherwise : found.asInteger();
  }

  @Nullable Integer integerOrNull(String key) {
    JsonCursor found = find(key);
    return found == null ? null : found.asInteger();
  }

  boolean flag(String key, boolean otherwise) {
    JsonCursor found = find(key);
    if (found == null) {
      return otherwise;
    }
    if (!found.node.isBoolean()) {
      throw found.complaint("true or false is expected");
    }
    return found.node.booleanValue();
  }

  List<String> texts(String key) {
    List<String> out = new ArrayList<>();
    for (JsonCursor item : items(key)) {
      out.add(item.asText());
    }
    return List.copyOf(out);
  }

  List<JsonCursor> items(String key) {
    JsonCursor found = find(key);
    if (found == null) {
      return List.of();
    }
    if (!found.node.isArray()) {
      throw found.complaint("a list is expected");
    }
    List<JsonCursor> out = new ArrayList<>();
    for (int i = 0; i < found.node.size(); i++) {
      out.add(new JsonCursor(found.place + "[" + i + "]", found.node.get(i)));
    }
    return out;
  }

  <T> SortedMap<String, T> entries(String key, Function<JsonCursor, T> read) {
    SortedMap<String, T> out = new TreeMap<>();
    JsonCursor found = find(key);
    if (found == null) {
      return out;
    }
    if (!found.node.isObject()) {
      throw found.complaint("an object is expected");
    }
    for (Map.Entry<String, JsonNode> entry : found.node.properties()) {
      out.put(
          entry.getKey(),
          read.apply(new JsonCursor(found.place + "." + entry.getKey(), entry.getValue())));
    }
    return out;
  }

  private String asText() {
    if (!node.isString()) {
      throw complaint("a string is expected");
    }
    return node.stringValue();
  }

  private int asInteger() {
    if (!node.isInt()) {
      throw complaint("a number is expected");
    }
    return node.intValue();
  }

  ManifestException complaint(String message) {
    return new ManifestException(
        "manifest.json" + (place.isEmpty() ? "" : ", " + place) + ": " + message);
  }
}
