package firn.modules.option;

import firn.eval.error.Place;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value somebody gave to an option.
 *
 * @param file the module it comes from: a string, perhaps a thunk
 * @param value perhaps a thunk, and perhaps with properties around it
 * @param pushed properties that stood around a set with this definition in it
 * @param order where it stands among its like, if it says so
 * @param place where the attribute stands, if that is known
 * @param written the {@code mkDefinition} it comes from, if any, whose other attributes stay
 */
public record Definition(
    Value file,
    Value value,
    @Nullable Pushed pushed,
    @Nullable Long order,
    @Nullable Place place,
    @Nullable NixAttrs written) {
  private static final Symbol FILE = Symbol.of("file");
  private static final Symbol VALUE = Symbol.of("value");
  private static final Symbol PRIORITY = Symbol.of("priority");

  public Definition(Value file, Value value) {
    this(file, value, null, null, null, null);
  }

  public Definition(Value file, Value value, @Nullable Place place) {
    this(file, value, null, place);
  }

  public Definition(Value file, Value value, @Nullable Pushed pushed, @Nullable Place place) {
    this(file, value, pushed, null, place, null);
  }

  /** A definition written as {@code { file, value }}. */
  public static Definition of(Value written) {
    NixAttrs set = written.asAttrs();
    Value priority = set.get(PRIORITY);
    return new Definition(
        set.require("file"),
        set.require("value"),
        null,
        priority == null ? null : Long.valueOf(priority.asInt()),
        null,
        null);
  }

  /** A definition that says itself where it comes from, as {@code mkDefinition} makes it. */
  static Definition selfTold(NixAttrs written) {
    Definition told = of(written);
    return new Definition(told.file, told.value, null, told.order, null, written);
  }

  /** A list of definitions written as {@code [ { file, value } … ]}. */
  public static List<Definition> listOf(Value written) {
    List<Definition> result = new ArrayList<>();
    for (Value each : written.asList()) {
      result.add(of(each));
    }
    return result;
  }

  /** The definition of the attribute at an index of this one, whose value is {@code set}. */
  public Definition attribute(NixAttrs set, int index) {
    return new Definition(file, set.value(index), pushed, set.layout().place(index));
  }

  /** The value with the properties that were pushed down to it. */
  public Value whole() {
    return Pushed.around(pushed, value);
  }

  /** The same definition with another value and no pushed properties. */
  Definition withValue(Value other) {
    return new Definition(file, other, null, order, place, written);
  }

  /** The definitions with the functions in them applied to an argument. */
  static List<Definition> applied(List<Definition> definitions, Value argument) {
    return definitions.stream().map(d -> d.withValue(d.value().call(argument))).toList();
  }

  /** {@code { file, value }}, with a {@code priority} where it has an order. */
  public NixAttrs toValue() {
    AttrsBuilder set = new AttrsBuilder(3).put(FILE, file).put(VALUE, whole());
    if (order != null) {
      set.put(PRIORITY, NixInt.of(order));
    }
    return written == null ? set.build() : written.update(set.build());
  }

  /** {@link #toValue} of each. */
  public static NixList toValue(List<Definition> definitions) {
    return NixList.of(definitions.stream().map(Definition::toValue).toList());
  }
}
