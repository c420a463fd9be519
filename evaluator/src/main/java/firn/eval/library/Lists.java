package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.value.Equality;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.Arrays;
import java.util.List;

/** Builtins on lists that take no function, or apply it lazily. */
final class Lists {
  /** No list of this size fits into memory. */
  private static final long TOO_LONG = Integer.MAX_VALUE - 8;

  private Lists() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "elemAt", "xs", "n", "The element of *xs* at index *n*, from 0.", Lists::elemAt),
        Builtin.unary(
            "head", "list", "The first element of *list*.", l -> nonEmpty(l, "head").get(0)),
        Builtin.unary(
            "tail",
            "list",
            "*list* without its first element; takes time in proportion to its length.",
            l -> {
              Value[] items = nonEmpty(l, "tail").items();
              return NixList.wrap(Arrays.copyOfRange(items, 1, items.length));
            }),
        Builtin.unary(
            "length",
            "list",
            "How many elements *list* has.",
            l -> NixInt.of(Args.list(l, Args.first("length")).size())),
        Builtin.binary("elem", "x", "xs", "Whether an element of *xs* equals *x*.", Lists::elem),
        Builtin.unary(
            "concatLists",
            "lists",
            "The lists in *lists*, one after the other.",
            l -> concat(Args.list(l, Args.first("concatLists")).items())),
        Builtin.binary("map", "f", "list", "*f* applied to each element of *list*.", Lists::map)
            .global(),
        Builtin.binary(
            "genList",
            "generator",
            "length",
            "A list of *length* elements, *generator* applied to each index from 0.",
            Lists::genList));
  }

  private static Value elemAt(Value xs, Value n) {
    long index =
        Args.integer(n, "while evaluating the second argument passed to 'builtins.elemAt'");
    NixList list = Args.list(xs, "while evaluating the first argument passed to 'builtins.elemAt'");
    if (index < 0 || index >= list.size()) {
      throw new EvalException(
          "'builtins.elemAt' called with index " + index + " on a list of size " + list.size());
    }
    return list.get((int) index);
  }

  private static NixList nonEmpty(Value l, String name) {
    if (!(l.force() instanceof NixList list)) {
      return Args.list(l, "while evaluating the first argument passed to 'builtins." + name + "'");
    }
    if (list.size() == 0) {
      throw new EvalException("'builtins." + name + "' called on an empty list");
    }
    return list;
  }

  private static Value elem(Value x, Value xs) {
    for (Value item : Args.list(xs, Args.second("elem")).items()) {
      if (Equality.of(x, item)) {
        return NixBool.TRUE;
      }
    }
    return NixBool.FALSE;
  }

  private static Value concat(Value[] lists) {
    NixList[] parts = new NixList[lists.length];
    long size = 0;
    for (int i = 0; i < lists.length; i++) {
      parts[i] =
          Args.list(
              lists[i], "while evaluating a value of the list passed to builtins.concatLists");
      size += parts[i].size();
    }
    return join(parts, size);
  }

  /** The lists in one. */
  static NixList join(NixList[] parts, long size) {
    if (size > TOO_LONG) {
      throw new EvalException("cannot create list of size " + size);
    }
    Value[] all = new Value[(int) size];
    int at = 0;
    for (NixList part : parts) {
      System.arraycopy(part.items(), 0, all, at, part.size());
      at += part.size();
    }
    return NixList.wrap(all);
  }

  private static Value map(Value f, Value list) {
    Value[] items = Args.list(list, Args.second("map")).items();
    if (items.length == 0) {
      return NixList.EMPTY;
    }
    Thunk.Application code = new Thunk.Application(Args.function(f, Args.first("map")));
    Value[] results = new Value[items.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = new Thunk(code, items[i]);
    }
    return NixList.wrap(results);
  }

  private static Value genList(Value generator, Value length) {
    long size = Args.integer(length, Args.second("genList"));
    if (size < 0 || size > TOO_LONG) {
      throw new EvalException("cannot create list of size " + size);
    }
    Thunk.Application code = new Thunk.Application(Args.function(generator, Args.first("genList")));
    Value[] items = new Value[(int) size];
    for (int i = 0; i < items.length; i++) {
      items[i] = new Thunk(code, NixInt.of(i));
    }
    return NixList.wrap(items);
  }
}
