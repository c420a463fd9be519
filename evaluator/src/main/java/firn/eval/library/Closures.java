package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.Ordering;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** {@code builtins.genericClosure}. */
final class Closures {
  private static final String ARGUMENT =
      "in the attrset passed as argument to builtins.genericClosure";

  private Closures() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "genericClosure",
            "attrset",
            "All that is reachable from the sets in `startSet` by `operator`, each `key` once, in"
                + " the order found.",
            Closures::close));
  }

  private static Value close(Value argument) {
    NixAttrs arguments = Args.attrs(argument, Args.first("genericClosure"));
    NixList start =
        Args.list(
            Args.attribute(arguments, "startSet", ARGUMENT),
            "while evaluating the 'startSet' attribute passed as argument to"
                + " builtins.genericClosure");
    if (start.size() == 0) {
      return start;
    }
    Value operator =
        Args.function(
            Args.attribute(arguments, "operator", ARGUMENT),
            "while evaluating the 'operator' attribute passed as argument to"
                + " builtins.genericClosure");
    ArrayDeque<Value> work = new ArrayDeque<>(start.asJavaList());
    TreeMap<Value, Value> byKey = new TreeMap<>(new KeyOrder());
    List<Value> found = new ArrayList<>();
    while (!work.isEmpty()) {
      Value element = work.removeFirst();
      if (addKey(element, byKey)) {
        found.add(element);
        work.addAll(next(operator, element));
      }
    }
    return NixList.of(found);
  }

  /** The order of keys. The map first compares its first key with itself, which Nix does not. */
  private static final class KeyOrder implements Comparator<Value> {
    private boolean begun;

    @Override
    public int compare(Value a, Value b) {
      if (!begun) {
        begun = true;
        return 0;
      }
      return Closures.compare(a, b);
    }
  }

  private static int compare(Value a, Value b) {
    return Ordering.less(a, b) ? -1 : Ordering.less(b, a) ? 1 : 0;
  }

  private static boolean addKey(Value element, TreeMap<Value, Value> byKey) {
    Value key;
    try {
      NixAttrs set = element.asAttrs();
      Value given = set.get("key");
      if (given == null) {
        throw new firn.eval.error.TypeException("attribute 'key' missing");
      }
      key = given;
    } catch (EvalException e) {
      throw e.frame("in genericClosure element " + ValuePrinter.forMessage(element), null);
    }
    Value forced = key.force();
    try {
      return byKey.putIfAbsent(forced, element) == null;
    } catch (EvalException e) {
      throw comparing(e, element, forced, byKey);
    }
  }

  private static EvalException comparing(
      EvalException e, Value element, Value key, TreeMap<Value, Value> byKey) {
    for (var entry : byKey.entrySet()) {
      try {
        Ordering.less(key, entry.getKey());
      } catch (EvalException same) {
        return e.frame("with element " + ValuePrinter.forMessage(entry.getValue()), null)
            .frame("while comparing element " + ValuePrinter.forMessage(element), null);
      }
    }
    return e.frame("while checking key of element " + ValuePrinter.forMessage(element), null);
  }

  private static List<Value> next(Value operator, Value element) {
    try {
      NixList more =
          Args.list(
              Functions.call(operator, element),
              "while evaluating the return value of the `operator` passed to"
                  + " builtins.genericClosure");
      for (Value item : more.items()) {
        item.force();
      }
      return more.asJavaList();
    } catch (EvalException e) {
      throw e.frame(
          "while calling operator on genericClosure element " + ValuePrinter.forMessage(element),
          null);
    }
  }
}
