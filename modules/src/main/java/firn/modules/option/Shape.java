package firn.modules.option;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.Layout;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixNull;
import firn.eval.value.Symbol;
import firn.eval.value.Value;

/**
 * The names of sets that are made over and over: ordered once, and shared by all of them, so that
 * joining two sets of known shapes looks at no name.
 */
final class Shape {
  private final Symbol[] names;
  private final Layout layout;

  /** For each name as given, where its value stands in a set. */
  private final int[] places;

  Shape(String... names) {
    AttrsBuilder prototype = new AttrsBuilder(names.length);
    this.names = new Symbol[names.length];
    for (int i = 0; i < names.length; i++) {
      this.names[i] = Symbol.of(names[i]);
      prototype.put(this.names[i], NixNull.NULL);
    }
    this.layout = prototype.build().layout();
    this.places = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      places[i] = layout.indexOf(this.names[i]);
    }
  }

  /** A set of these names; the values in the order the names were given. */
  NixAttrs of(Value... values) {
    Value[] placed = new Value[values.length];
    for (int i = 0; i < values.length; i++) {
      placed[places[i]] = values[i];
    }
    return new NixAttrs(layout, placed);
  }
}
