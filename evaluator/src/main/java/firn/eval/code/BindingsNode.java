package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Expected;
import firn.eval.value.Layout;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import firn.grammar.SourceText;

/** The definitions of an attribute set or {@code let}, ready to be bound. */
final class BindingsNode {
  private static final Value[] NO_SOURCES = new Value[0];

  /** A definition whose name is computed. */
  record Dynamic(Node name, Node value, int offset) {}

  private final SourceText source;
  private final BindingNode[] named;
  private final Node[] inheritSources;
  private final Dynamic[] dynamic;
  final Layout layout;

  /**
   * @param named in the order of symbols: slot, and index in the layout, at once
   */
  BindingsNode(SourceText source, BindingNode[] named, Node[] inheritSources, Dynamic[] dynamic) {
    this.source = source;
    this.named = named;
    this.inheritSources = inheritSources;
    this.dynamic = dynamic;
    Symbol[] names = new Symbol[named.length];
    Place[] places = new Place[named.length];
    for (int i = 0; i < named.length; i++) {
      names[i] = named[i].name;
      places[i] = new Place(source, named[i].offset);
    }
    this.layout = Layout.of(names, places);
  }

  int size() {
    return named.length;
  }

  /** The values of definitions that do not see each other. */
  Value[] bind(Frame outer) {
    Value[] sources = sources(outer);
    Value[] values = new Value[named.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = named[i].delay(outer, outer, sources);
    }
    return values;
  }

  /** A frame of definitions that see each other. */
  Frame bindRecursively(Frame outer) {
    Frame inner = new Frame(outer, named.length);
    Value[] sources = sources(inner);
    for (int i = 0; i < named.length; i++) {
      inner.set(i, named[i].delay(inner, outer, sources));
    }
    return inner;
  }

  /** As {@link #bindRecursively}, where slots may still be replaced before they are looked at. */
  Frame bindReplaceably(Frame outer) {
    Frame inner = new Frame(outer, named.length);
    Value[] sources = sources(inner);
    for (int i = 0; i < named.length; i++) {
      BindingNode binding = named[i];
      inner.set(
          i,
          binding instanceof BindingNode.Plain plain
              ? plain.thunk(inner)
              : binding.delay(inner, outer, sources));
    }
    return inner;
  }

  private Value[] sources(Frame frame) {
    if (inheritSources.length == 0) {
      return NO_SOURCES;
    }
    Value[] sources = new Value[inheritSources.length];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = inheritSources[i].delay(frame);
    }
    return sources;
  }

  boolean hasDynamic() {
    return dynamic.length > 0;
  }

  /** The set with the attributes whose names are computed added. */
  NixAttrs addDynamic(NixAttrs set, Frame frame) {
    AttrsBuilder added = new AttrsBuilder(set.size() + dynamic.length);
    for (int i = 0; i < set.size(); i++) {
      added.put(set.symbol(i), set.value(i), set.layout().place(i));
    }
    java.util.Map<Symbol, Place> seen = new java.util.HashMap<>();
    for (Dynamic d : dynamic) {
      Place place = new Place(source, d.offset());
      Symbol name = name(d, place, frame);
      if (name == null) {
        continue;
      }
      Place before = set.has(name) ? set.place(name) : seen.get(name);
      if (set.has(name) || before != null) {
        throw new EvalException(
                "dynamic attribute '"
                    + name.name()
                    + "' already defined"
                    + (before == null ? "" : " at " + before))
            .at(place);
      }
      seen.put(name, place);
      added.put(name, d.value().delay(frame), place);
    }
    return added.build();
  }

  private static @org.jspecify.annotations.Nullable Symbol name(
      Dynamic d, Place place, Frame frame) {
    Value v = d.name().eval(frame);
    if (v == NixNull.NULL) {
      return null;
    }
    try {
      NixString s = v instanceof NixString str ? str : Expected.fail(ValueType.STRING, v);
      return Symbol.of(Expected.withoutContext(s));
    } catch (EvalException e) {
      throw e.at(place).frame("while evaluating the name of a dynamic attribute", place);
    }
  }
}
