package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.PrimOp;
import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Expected;
import firn.eval.value.Functions;
import firn.eval.value.NixBool;
import firn.eval.value.NixFunction;
import firn.eval.value.NixList;
import firn.eval.value.Ordering;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builtins on lists that apply a function at once. */
final class ListFunctions {
  private ListFunctions() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "filter",
            "f",
            "list",
            "The elements of *list* for which *f* answers true.",
            ListFunctions::filter),
        Builtin.ternary(
            "foldl'",
            "op",
            "nul",
            "list",
            "*op* applied from the left: `op (op (op nul x0) x1) x2 …`, each result forced.",
            ListFunctions::fold),
        quantifier("any", "Whether *pred* answers true for an element of *list*.", true),
        quantifier("all", "Whether *pred* answers true for every element of *list*.", false),
        Builtin.binary(
            "sort",
            "comparator",
            "list",
            "*list* in order, where *comparator* says whether its first argument is less than its"
                + " second. Equal elements keep their order.",
            ListFunctions::sort),
        Builtin.binary(
            "partition",
            "pred",
            "list",
            "A set of `right`, the elements for which *pred* answers true, and `wrong`, the"
                + " others.",
            ListFunctions::partition),
        Builtin.binary(
            "groupBy",
            "f",
            "list",
            "A set from each name that *f* answers to the elements it answers it for.",
            ListFunctions::groupBy),
        Builtin.binary(
            "concatMap",
            "f",
            "list",
            "The lists that *f* answers for the elements of *list*, one after the other.",
            ListFunctions::concatMap));
  }

  private static Value filter(Value f, Value l) {
    NixList list = Args.list(l, Args.second("filter"));
    if (list.size() == 0) {
      return list;
    }
    Value function = Args.function(f, Args.first("filter"));
    Value[] kept = new Value[list.size()];
    int n = 0;
    for (Value item : list.items()) {
      if (Args.test(
          function,
          item,
          "while evaluating the return value of the filtering function passed to"
              + " builtins.filter")) {
        kept[n++] = item;
      }
    }
    return n == kept.length ? list : NixList.wrap(Arrays.copyOf(kept, n));
  }

  private static Value fold(Value op, Value nul, Value l) {
    Value function = Args.function(op, Args.first("foldlStrict"));
    NixList list =
        Args.list(l, "while evaluating the third argument passed to builtins.foldlStrict");
    Value result = nul;
    for (Value item : list.items()) {
      result = Functions.call(function, result, item);
    }
    return result;
  }

  private static Builtin quantifier(String name, String documentation, boolean decisive) {
    String first = Args.first(name);
    String second = Args.second(name);
    String answer = "while evaluating the return value of the function passed to builtins." + name;
    return Builtin.binary(
        name,
        "pred",
        "list",
        documentation,
        (f, l) -> {
          Value function = Args.function(f, first);
          for (Value item : Args.list(l, second).items()) {
            if (Args.test(function, item, answer) == decisive) {
              return NixBool.of(decisive);
            }
          }
          return NixBool.of(!decisive);
        });
  }

  private static Value sort(Value comparator, Value l) {
    NixList list = Args.list(l, Args.second("sort"));
    if (list.size() == 0) {
      return list;
    }
    Value function = Args.function(comparator, Args.first("sort"));
    Value[] items = list.toArray();
    for (int i = 0; i < items.length; i++) {
      items[i] = items[i].force();
    }
    boolean natural = function instanceof PrimOp p && p.builtin().name().equals("lessThan");
    MergeSort.sort(
        items,
        natural
            ? ListFunctions::naturally
            : (a, b) ->
                Args.bool(
                    Functions.call(function, a, b),
                    "while evaluating the return value of the sorting function passed to builtins.sort"));
    return NixList.wrap(items);
  }

  private static boolean naturally(Value a, Value b) {
    try {
      return Ordering.less(a, b);
    } catch (EvalException e) {
      throw e.frame("while evaluating the ordering function passed to builtins.sort", null);
    }
  }

  private static Value partition(Value pred, Value l) {
    Value function = Args.function(pred, Args.first("partition"));
    List<Value> right = new ArrayList<>();
    List<Value> wrong = new ArrayList<>();
    for (Value item : Args.list(l, Args.second("partition")).items()) {
      item.force();
      boolean answer =
          Args.test(
              function,
              item,
              "while evaluating the return value of the partition function passed to"
                  + " builtins.partition");
      (answer ? right : wrong).add(item);
    }
    return new AttrsBuilder(2)
        .put("right", NixList.of(right))
        .put("wrong", NixList.of(wrong))
        .build();
  }

  private static Value groupBy(Value f, Value l) {
    Value function = Args.function(f, Args.first("groupBy"));
    Map<Symbol, List<Value>> groups = new LinkedHashMap<>();
    for (Value item : Args.list(l, Args.second("groupBy")).items()) {
      String name =
          Args.plain(
              Functions.call(function, item),
              "while evaluating the return value of the grouping function passed to"
                  + " builtins.groupBy");
      groups.computeIfAbsent(Symbol.of(name), n -> new ArrayList<>()).add(item);
    }
    AttrsBuilder all = new AttrsBuilder(groups.size());
    groups.forEach((name, items) -> all.put(name, NixList.of(items)));
    return all.build();
  }

  private static Value concatMap(Value f, Value l) {
    Value function = Args.function(f, Args.first("concatMap"));
    Value[] items = Args.list(l, Args.second("concatMap")).items();
    NixList[] parts = new NixList[items.length];
    long size = 0;
    for (int i = 0; i < items.length; i++) {
      Value answer = Functions.callFromNowhere(function, items[i]);
      if (!(answer instanceof NixList part)) {
        throw Expected.error(ValueType.LIST.described(), answer)
            .frame(
                "while evaluating the return value of the function passed to builtins.concatMap",
                function instanceof NixFunction g ? g.place() : null);
      }
      parts[i] = part;
      size += parts[i].size();
    }
    return Lists.join(parts, size);
  }
}
