package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixNull;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes option types: sets of the language that all have the same attributes, what a type does not
 * say filled in.
 */
public final class TypeShape {
  /** What a type says, except the name, in the order of the shape below. */
  private static final List<Symbol> PARTS =
      symbols(
          "descriptionClass",
          "check",
          "merge",
          "emptyValue",
          "getSubOptions",
          "getSubModules",
          "substSubModules",
          "deprecationMessage",
          "nestedTypes");

  private static final Symbol NAME = Symbol.of("name");
  private static final Symbol DESCRIPTION = Symbol.of("description");
  private static final Symbol FUNCTOR = Symbol.of("functor");
  private static final Symbol TYPE_MERGE = Symbol.of("typeMerge");
  private static final Symbol TAG = Symbol.of("_type");
  private static final List<Symbol> NAMES = names();
  private static final Set<Symbol> ALLOWED =
      NAMES.stream().filter(name -> name != TAG).collect(Collectors.toSet());
  private static final Shape SHAPE =
      new Shape(NAMES.stream().map(Symbol::name).toArray(String[]::new));

  private final Value[] defaults;
  private final Value tag;
  private final Value defaultFunctor;
  private final Value defaultTypeMerge;

  /**
   * @param defaults a set of what a type does not say; the {@code functor} in it is a function of
   *     the name, {@code typeMerge} one of the functor
   */
  public TypeShape(NixAttrs defaults) {
    this.defaults = PARTS.stream().map(part -> Attribute.of(defaults, part)).toArray(Value[]::new);
    this.tag = Attribute.of(defaults, TAG);
    this.defaultFunctor = Attribute.of(defaults, FUNCTOR);
    this.defaultTypeMerge = Attribute.of(defaults, TYPE_MERGE);
  }

  private static List<Symbol> symbols(String... names) {
    return List.of(names).stream().map(Symbol::of).toList();
  }

  private static List<Symbol> names() {
    List<Symbol> all = new ArrayList<>(PARTS);
    all.addAll(List.of(TAG, NAME, DESCRIPTION, FUNCTOR, TYPE_MERGE));
    return all;
  }

  /**
   * The type.
   *
   * @throws EvalException if it has no name, or an attribute no type has
   */
  public NixAttrs of(NixAttrs written) {
    Value name = written.get(NAME);
    if (name == null) {
      throw new EvalException("function 'mkOptionType' called without required argument 'name'");
    }
    requireKnown(written);
    int parts = defaults.length;
    Value[] values = new Value[parts + 5];
    for (int i = 0; i < parts; i++) {
      Value given = written.get(PARTS.get(i));
      values[i] = given == null ? defaults[i] : given;
    }
    values[parts] = tag;
    values[parts + 1] = name;
    values[parts + 2] = description(written.get(DESCRIPTION), name);
    Value functor = written.get(FUNCTOR);
    values[parts + 3] = functor == null ? Thunk.applying(defaultFunctor, name) : functor;
    Value typeMerge = written.get(TYPE_MERGE);
    values[parts + 4] =
        typeMerge == null ? Thunk.applying(defaultTypeMerge, values[parts + 3]) : typeMerge;
    return SHAPE.of(values);
  }

  private static Value description(@Nullable Value given, Value name) {
    return given == null ? name : Thunk.of(() -> given.force() == NixNull.NULL ? name : given);
  }

  private static void requireKnown(NixAttrs written) {
    for (int i = 0; i < written.size(); i++) {
      if (!ALLOWED.contains(written.symbol(i))) {
        throw new EvalException(
            "function 'mkOptionType' called with unexpected argument '"
                + written.symbol(i).name()
                + "'");
      }
    }
  }
}
