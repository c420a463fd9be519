package firn.eval.print;

import firn.eval.builtin.Coercion;
import firn.eval.error.EvalException;
import firn.eval.error.TypeException;
import firn.eval.value.CallStack;
import firn.eval.value.Context;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixFunction;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.List;

/**
 * Values as JSON, byte for byte as {@code builtins.toJSON} gives it: no spaces, names in order, a
 * set with {@code __toString} or {@code outPath} as the string it coerces to.
 */
public final class JsonWriter {
  private static final Symbol TO_STRING = Symbol.of("__toString");
  private static final Symbol OUT_PATH = Symbol.of("outPath");
  private static final int MAX_DEPTH = 10_000;

  private final Coercion coercion;
  private final StringBuilder out = new StringBuilder();
  private Context context = Context.NONE;

  private JsonWriter(Coercion coercion) {
    this.coercion = coercion;
  }

  /**
   * The JSON of a value with everything in it forced, and what its strings refer to.
   *
   * @param copy whether paths are copied to the store
   * @throws TypeException if there is a function in it
   */
  public static NixString write(Value value, Coercion coercion, boolean copy) {
    JsonWriter writer = new JsonWriter(coercion);
    writer.value(value, copy, 0);
    return NixString.of(writer.out.toString(), writer.context);
  }

  private void value(Value value, boolean copy, int depth) {
    if (depth > MAX_DEPTH) {
      throw CallStack.tooDeep();
    }
    Value v = value.force();
    switch (v) {
      case NixInt i -> out.append(i.value());
      case NixFloat f -> out.append(JsonText.number(f.value()));
      case NixBool b -> out.append(b.value());
      case NixNull n -> out.append("null");
      case NixString s -> string(s);
      case NixPath p -> string(coercion.toString(p, false, copy));
      case NixAttrs a -> attrs(a, copy, depth);
      case NixList l -> list(l, copy, depth);
      case NixFunction f ->
          throw new TypeException("cannot convert " + Expected.describe(f) + " to JSON");
      default -> throw new IllegalStateException("a forced thunk");
    }
  }

  private void string(NixString s) {
    context = context.union(s.context());
    JsonText.quote(s.bytes(), out);
  }

  private void attrs(NixAttrs set, boolean copy, int depth) {
    Value toString = set.get(TO_STRING);
    if (toString != null) {
      value(toString.call(set), false, depth + 1);
      return;
    }
    Value outPath = set.get(OUT_PATH);
    if (outPath != null) {
      value(outPath, copy, depth + 1);
      return;
    }
    out.append('{');
    List<Symbol> names = set.names();
    List<Value> values = set.valuesByName();
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "" : ",");
      JsonText.quote(names.get(i).name(), out);
      out.append(':');
      try {
        value(values.get(i), copy, depth + 1);
      } catch (EvalException e) {
        throw e.frame("while evaluating attribute '" + names.get(i) + "'", set.place(names.get(i)));
      }
    }
    out.append('}');
  }

  private void list(NixList list, boolean copy, int depth) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      try {
        value(list.get(i), copy, depth + 1);
      } catch (EvalException e) {
        throw e.frame("while evaluating list element at index " + i, null);
      }
    }
    out.append(']');
  }
}
