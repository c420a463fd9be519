package firn.eval.fetch;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What describes an input: names with strings (bytes), numbers that are not negative, and truth
 * values, ordered by name. Immutable.
 */
public final class FetchAttributes {
  public static final FetchAttributes EMPTY = new FetchAttributes(new TreeMap<>());

  private static final JsonMapper JSON = new JsonMapper();

  private final SortedMap<String, Object> values;

  private FetchAttributes(SortedMap<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads a JSON object.
   *
   * @throws EvalException if a value is neither a string, a number nor a truth value
   */
  public static FetchAttributes of(JsonNode object) {
    FetchAttributes attributes = EMPTY;
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      JsonNode value = property.getValue();
      String name = Bytes.ofUnicode(property.getKey());
      if (value.isString()) {
        attributes = attributes.with(name, Bytes.ofUnicode(value.asString()));
      } else if (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0) {
        attributes = attributes.with(name, value.asLong());
      } else if (value.isBoolean()) {
        attributes = attributes.with(name, value.asBoolean());
      } else {
        throw new EvalException("unsupported input attribute type in lock file");
      }
    }
    return attributes;
  }

  /** With a string. */
  public FetchAttributes with(String name, String bytes) {
    return put(name, bytes);
  }

  /** With a number. */
  public FetchAttributes with(String name, long number) {
    return put(name, number);
  }

  /** With a truth value. */
  public FetchAttributes with(String name, boolean flag) {
    return put(name, flag);
  }

  /** With all of these too, which win. */
  public FetchAttributes with(FetchAttributes others) {
    TreeMap<String, Object> changed = new TreeMap<>(values);
    changed.putAll(others.values);
    return new FetchAttributes(changed);
  }

  private FetchAttributes put(String name, Object value) {
    TreeMap<String, Object> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new FetchAttributes(changed);
  }

  public FetchAttributes without(String name) {
    if (!values.containsKey(name)) {
      return this;
    }
    TreeMap<String, Object> changed = new TreeMap<>(values);
    changed.remove(name);
    return new FetchAttributes(changed);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Names and values: {@link String}, {@link Long} or {@link Boolean}. */
  public SortedMap<String, Object> values() {
    return Collections.unmodifiableSortedMap(values);
  }

  /**
   * A string.
   *
   * @throws EvalException if the value is something else
   */
  public Optional<String> text(String name) {
    return typed(name, String.class, "a string");
  }

  /** A string that must be there. */
  public String require(String name) {
    return text(name)
        .orElseThrow(() -> new EvalException("input attribute '" + name + "' is missing"));
  }

  /** A number; an error if the value is something else. */
  public Optional<Long> number(String name) {
    return typed(name, Long.class, "an integer");
  }

  /** A truth value, false where there is none; an error if the value is something else. */
  public boolean flag(String name) {
    return typed(name, Boolean.class, "a Boolean").orElse(false);
  }

  private <T> Optional<T> typed(String name, Class<T> type, String described) {
    @Nullable Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new EvalException("input attribute '" + name + "' is not " + described);
    }
    return Optional.of(type.cast(value));
  }

  /** As a JSON object. */
  public ObjectNode toJson() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach((bytes, value) -> {
      String name = Bytes.toUnicode(bytes);
      switch (value) {
        case Long number -> object.put(name, number);
        case Boolean flag -> object.put(name, flag);
        default -> object.put(name, Bytes.toUnicode(value.toString()));
      }
    });
    return object;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FetchAttributes a && a.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The JSON on one line. */
  @Override
  public String toString() {
    return JSON.writeValueAsString(toJson());
  }
}
