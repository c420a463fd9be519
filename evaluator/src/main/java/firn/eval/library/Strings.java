package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.Context;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.List;

/** Builtins on strings. */
final class Strings {
  private final EvalContext context;

  private Strings(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Strings s = new Strings(context);
    return List.of(
        Builtin.unary(
                "toString",
                "e",
                "*e* as a string: also numbers, Booleans (`\"1\"` and `\"\"`), null, and lists with"
                    + " spaces between. A path is not copied to the store.",
                v -> s.coerce(v, true, false, Args.first("toString")))
            .global(),
        Builtin.ternary(
            "substring",
            "start",
            "len",
            "s",
            "*len* bytes of *s* from *start*, or fewer where it ends; all the rest where *len* is"
                + " negative.",
            s::substring),
        Builtin.unary(
            "stringLength",
            "s",
            "The length of *s* in bytes.",
            v ->
                NixInt.of(
                    s.coerce(
                            v,
                            false,
                            true,
                            "while evaluating the argument passed to builtins.stringLength")
                        .length())),
        Builtin.binary(
            "concatStringsSep",
            "separator",
            "list",
            "The strings in *list* with *separator* between them.",
            s::concatStringsSep),
        Builtin.ternary(
            "replaceStrings",
            "from",
            "to",
            "s",
            "*s* with each string of *from* replaced by that of *to* at the same index; at each"
                + " place the first that matches.",
            Strings::replaceStrings));
  }

  private NixString coerce(Value v, boolean more, boolean copy, String purpose) {
    if (v instanceof NixString s) {
      return s;
    }
    return context.coercion().toString(v, new Coercion.Manner(more, copy, purpose));
  }

  private Value substring(Value start, Value len, Value v) {
    long from =
        Args.integer(
            start,
            "while evaluating the first argument (the start offset) passed to"
                + " builtins.substring");
    if (from < 0) {
      throw new EvalException("negative start position in 'substring'");
    }
    long length =
        Args.integer(
            len,
            "while evaluating the second argument (the substring length) passed to"
                + " builtins.substring");
    NixString s =
        coerce(
            v,
            false,
            true,
            "while evaluating the third argument (the string) passed to builtins.substring");
    String bytes = s.bytes();
    if (from >= bytes.length() || length == 0) {
      return NixString.of("", s.context());
    }
    long end = length < 0 ? bytes.length() : Math.min(bytes.length(), from + length);
    end = end < from ? bytes.length() : end;
    return NixString.of(bytes.substring((int) from, (int) end), s.context());
  }

  private Value concatStringsSep(Value separator, Value l) {
    NixString between =
        Args.string(
            separator,
            "while evaluating the first argument (the separator string) passed to"
                + " builtins.concatStringsSep");
    NixList list =
        Args.list(
            l,
            "while evaluating the second argument (the list of strings to concat) passed to"
                + " builtins.concatStringsSep");
    StringBuilder out = new StringBuilder();
    Context all = between.context();
    boolean first = true;
    for (Value item : list.items()) {
      if (!first) {
        out.append(between.bytes());
      }
      first = false;
      NixString piece =
          coerce(
              item.force(),
              false,
              true,
              "while evaluating one element of the list of strings to concat passed to"
                  + " builtins.concatStringsSep");
      out.append(piece.bytes());
      all = all.union(piece.context());
    }
    return NixString.of(out.toString(), all);
  }

  private static Value replaceStrings(Value f, Value t, Value v) {
    NixList from = Args.list(f, Args.first("replaceStrings"));
    NixList to = Args.list(t, Args.second("replaceStrings"));
    if (from.size() != to.size()) {
      throw new EvalException(
          "'from' and 'to' arguments passed to builtins.replaceStrings have different lengths");
    }
    String[] patterns = new String[from.size()];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] =
          Args.string(
                  from.get(i),
                  "while evaluating one of the strings to replace passed to"
                      + " builtins.replaceStrings")
              .bytes();
    }
    NixString s =
        Args.string(v, "while evaluating the third argument passed to builtins.replaceStrings");
    return new Replacement(patterns, to, s).run();
  }
}
