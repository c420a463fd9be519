package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.Place;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Code;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builtins that apply a function to the attributes of sets. */
final class AttributeFunctions {
  private AttributeFunctions() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "mapAttrs",
            "f",
            "attrset",
            "*f* applied to the name and value of each attribute.",
            AttributeFunctions::map),
        Builtin.binary(
            "zipAttrsWith",
            "f",
            "list",
            "The sets in *list* in one, where *f* gets each name and the list of its values.",
            AttributeFunctions::zip));
  }

  /** Applies a function to a name and a value, the payload. */
  private static final class NamedApplication extends Code {
    private final Value function;
    private final Symbol name;
    private final boolean defined;

    /**
     * @param defined whether errors take the place where the function is defined for that of the
     *     call
     */
    NamedApplication(Value function, Symbol name, boolean defined) {
      this.function = function;
      this.name = name;
      this.defined = defined;
    }

    @Override
    protected Value run(Object payload) {
      Value f = function.force();
      if (!defined) {
        return Functions.call(f, NixString.of(name.name()), (Value) payload);
      }
      Place site = f instanceof NixFunction g ? g.place() : null;
      Value partial = Functions.callAt(f, NixString.of(name.name()), site);
      return Functions.callAt(partial, (Value) payload, site);
    }
  }

  private static Value map(Value f, Value attrset) {
    NixAttrs set = Args.attrs(attrset, Args.second("mapAttrs"));
    Value[] values = new Value[set.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = new Thunk(new NamedApplication(f, set.symbol(i), false), set.value(i));
    }
    return new NixAttrs(set.layout().withoutPlaces(), values);
  }

  private static Value zip(Value f, Value l) {
    Value function = Args.function(f, Args.first("zipAttrsWith"));
    NixList list = Args.list(l, Args.second("zipAttrsWith"));
    Map<Symbol, List<Value>> byName = new LinkedHashMap<>();
    for (Value item : list.items()) {
      NixAttrs set =
          Args.attrs(
              item,
              "while evaluating a value of the list passed as second argument to"
                  + " builtins.zipAttrsWith");
      for (int i = 0; i < set.size(); i++) {
        byName.computeIfAbsent(set.symbol(i), n -> new ArrayList<>()).add(set.value(i));
      }
    }
    AttrsBuilder all = new AttrsBuilder(byName.size());
    byName.forEach((name, values) ->
        all.put(name, new Thunk(new NamedApplication(function, name, true), NixList.of(values))));
    return all.build();
  }
}
