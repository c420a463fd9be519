package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.Suggestions;
import firn.eval.error.TypeException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import firn.grammar.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builtins on attribute sets that take no function. */
final class Attributes {
  private static final Symbol NAME = Symbol.of("name");

  private Attributes() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.unary("attrNames", "set", "The names of *set*, in order.", Attributes::attrNames),
        Builtin.unary(
            "attrValues",
            "set",
            "The values of *set*, in the order of their names.",
            s ->
                NixList.of(
                    Args.attrs(s, "while evaluating the argument passed to builtins.attrValues")
                        .valuesByName())),
        Builtin.binary("getAttr", "s", "set", "The attribute *s* of *set*.", Attributes::getAttr),
        Builtin.binary(
            "hasAttr",
            "s",
            "set",
            "Whether *set* has an attribute *s*.",
            (s, set) -> {
              String name = Args.plain(s, Args.first("hasAttr"));
              return NixBool.of(Args.attrs(set, Args.second("hasAttr")).has(name));
            }),
        Builtin.binary(
            "unsafeGetAttrPos",
            "s",
            "set",
            "Where the attribute *s* of *set* is defined: a set of `file`, `line` and `column`, or"
                + " null.",
            Attributes::position),
        Builtin.binary(
                "removeAttrs",
                "set",
                "list",
                "*set* without the attributes named in *list*.",
                Attributes::removeAttrs)
            .global(),
        Builtin.unary(
            "listToAttrs",
            "e",
            "A set from a list of sets of `name` and `value`; of equal names the first counts.",
            Attributes::listToAttrs),
        Builtin.binary(
            "intersectAttrs",
            "e1",
            "e2",
            "The attributes of *e2* whose names are in *e1* too.",
            Attributes::intersect),
        Builtin.binary(
            "catAttrs",
            "attr",
            "list",
            "The attribute *attr* of each set in *list* that has it.",
            Attributes::catAttrs));
  }

  private static Value attrNames(Value s) {
    NixAttrs set = Args.attrs(s, "while evaluating the argument passed to builtins.attrNames");
    List<Symbol> names = set.names();
    Value[] all = new Value[names.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = NixString.of(names.get(i).name());
    }
    return NixList.wrap(all);
  }

  private static Value getAttr(Value s, Value set) {
    String name = Args.plain(s, Args.first("getAttr"));
    NixAttrs attrs = Args.attrs(set, Args.second("getAttr"));
    Value found = attrs.get(name);
    if (found == null) {
      EvalException e = new TypeException("attribute '" + name + "' missing");
      e.suggest(Suggestions.best(attrs.names().stream().map(Symbol::name).toList(), name));
      throw e.frame("in the attribute set under consideration", null);
    }
    return found;
  }

  private static Value position(Value s, Value set) {
    String name =
        Args.plain(s, "while evaluating the first argument passed to builtins.unsafeGetAttrPos");
    Place place = Args.attrs(set, Args.second("unsafeGetAttrPos")).place(Symbol.of(name));
    return place == null ? NixNull.NULL : describe(place);
  }

  /** A place as a set; null where it is in no file. */
  static Value describe(Place place) {
    if (!place.source().name().startsWith("/")) {
      return NixNull.NULL;
    }
    Position at = place.position();
    return new AttrsBuilder(3)
        .put("file", NixString.of(place.source().name()))
        .put("line", NixInt.of(at.line()))
        .put("column", NixInt.of(at.column()))
        .build();
  }

  private static Value removeAttrs(Value s, Value names) {
    NixAttrs set = Args.attrs(s, Args.first("removeAttrs"));
    NixList list = Args.list(names, Args.second("removeAttrs"));
    Set<Symbol> removed = new HashSet<>();
    for (Value name : list.items()) {
      removed.add(
          Symbol.of(
              Args.plain(
                  name,
                  "while evaluating the values of the second argument passed to"
                      + " builtins.removeAttrs")));
    }
    AttrsBuilder kept = new AttrsBuilder(set.size());
    for (int i = 0; i < set.size(); i++) {
      Symbol name = set.symbol(i);
      if (!removed.contains(name)) {
        kept.put(name, set.value(i), set.layout().place(i));
      }
    }
    return kept.size() == set.size() ? set : kept.build();
  }

  private static Value listToAttrs(Value e) {
    NixList list = Args.list(e, "while evaluating the argument passed to builtins.listToAttrs");
    AttrsBuilder all = new AttrsBuilder(list.size());
    Set<Symbol> seen = new HashSet<>();
    for (Value item : list.items()) {
      NixAttrs pair =
          Args.attrs(
              item, "while evaluating an element of the list passed to builtins.listToAttrs");
      Symbol name = pairName(pair);
      if (seen.add(name)) {
        all.put(
            name,
            Args.attribute(pair, "value", "in a {name=...; value=...;} pair"),
            pair.place(Symbol.of("value")));
      }
    }
    return all.build();
  }

  private static Symbol pairName(NixAttrs pair) {
    Value name = Args.attribute(pair, "name", "in a {name=...; value=...;} pair");
    Place place = pair.place(NAME);
    try {
      Value v = name.force();
      if (v instanceof NixString s) {
        return Symbol.of(Expected.withoutContext(s));
      }
      throw Expected.error(ValueType.STRING.described(), v).at(place);
    } catch (EvalException e) {
      throw e.frame(
          "while evaluating the `name` attribute of an element of the list passed to"
              + " builtins.listToAttrs",
          place);
    }
  }

  private static Value intersect(Value e1, Value e2) {
    NixAttrs left = Args.attrs(e1, Args.first("intersectAttrs"));
    NixAttrs right = Args.attrs(e2, Args.second("intersectAttrs"));
    AttrsBuilder both = new AttrsBuilder(Math.min(left.size(), right.size()));
    if (left.size() < right.size()) {
      for (int i = 0; i < left.size(); i++) {
        int at = right.layout().indexOf(left.symbol(i));
        if (at >= 0) {
          both.put(right.symbol(at), right.value(at), right.layout().place(at));
        }
      }
    } else {
      for (int i = 0; i < right.size(); i++) {
        if (left.has(right.symbol(i))) {
          both.put(right.symbol(i), right.value(i), right.layout().place(i));
        }
      }
    }
    return both.build();
  }

  private static Value catAttrs(Value attr, Value l) {
    Symbol name = Symbol.of(Args.plain(attr, Args.first("catAttrs")));
    List<Value> all = new ArrayList<>();
    for (Value item : Args.list(l, Args.second("catAttrs")).items()) {
      Value found =
          Args.attrs(
                  item,
                  "while evaluating an element in the list passed as second argument to"
                      + " builtins.catAttrs")
              .get(name);
      if (found != null) {
        all.add(found);
      }
    }
    return NixList.of(all);
  }
}
