package firn.eval.print;

import firn.eval.builtin.Coercion;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.TypeException;
import firn.eval.value.CallStack;
import firn.eval.value.Context;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, byte for byte as {@code builtins.toJSON} gives it: no spaces, names in order, a
 * set with {@code __toString} or {@code outPath} as the string it coerces to.
 */
public final class JsonWriter {
  private static final Symbol TO_STRING = Symbol.of("__toString");
  private static final Symbol OUT_PATH = Symbol.of("outPath");

  private final Coercion coercion;
  private final CallStack stack = CallStack.current();
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
    writer.value(value, copy, null);
    return NixString.of(writer.out.toString(), writer.context);
  }

  private void value(Value value, boolean copy, @Nullable Place place) {
    try {
      stack.enter();
    } catch (EvalException tooDeep) {
      throw tooDeep.at(place);
    }
    try {
      forced(value.force(), copy, place);
    } finally {
      stack.leave();
    }
  }

  private void forced(Value v, boolean copy, @Nullable Place place) {
    // Not a switch, which takes time to set up (decision 6).
    if (v instanceof NixString s) {
      string(s);
    } else if (v instanceof NixAttrs a) {
      attrs(a, copy, place);
    } else if (v instanceof NixList l) {
      list(l, copy, place);
    } else if (v instanceof NixInt i) {
      out.append(i.value());
    } else if (v instanceof NixBool b) {
      out.append(b.value());
    } else if (v instanceof NixNull) {
      out.append("null");
    } else if (v instanceof NixFloat f) {
      out.append(JsonText.number(f.value()));
    } else if (v instanceof NixPath p) {
      string(coercion.toString(p, false, copy));
    } else {
      throw new TypeException("cannot convert " + Expected.describe(v) + " to JSON");
    }
  }

  private void string(NixString s) {
    context = context.union(s.context());
    JsonText.quote(s.bytes(), out);
  }

  private void attrs(NixAttrs set, boolean copy, @Nullable Place place) {
    Value toString = set.get(TO_STRING);
    if (toString != null) {
      Place at = set.place(TO_STRING);
      Coercion.viaToString(set, toString, inner -> answer(inner.force(), at));
      return;
    }
    Value outPath = set.get(OUT_PATH);
    if (outPath != null) {
      Place at = set.place(OUT_PATH);
      Coercion.viaOutPath(
          set,
          outPath,
          inner -> {
            value(inner, copy, at);
            return inner;
          });
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
        value(values.get(i), copy, set.place(names.get(i)));
      } catch (EvalException e) {
        throw e.frame("while evaluating attribute '" + names.get(i) + "'", set.place(names.get(i)));
      }
    }
    out.append('}');
  }

  /** What {@code __toString} gave, perhaps through further sets, has to be a string. */
  private Value answer(Value v, @Nullable Place place) {
    if (v instanceof NixAttrs set) {
      Value toString = set.get(TO_STRING);
      if (toString != null) {
        Place at = set.place(TO_STRING);
        return Coercion.viaToString(set, toString, inner -> answer(inner.force(), at));
      }
      Value outPath = set.get(OUT_PATH);
      if (outPath != null) {
        Place at = set.place(OUT_PATH);
        return Coercion.viaOutPath(set, outPath, inner -> answer(inner.force(), at));
      }
    }
    if (v instanceof NixString || v instanceof NixPath) {
      value(v, false, place);
      return v;
    }
    throw new TypeException(
            "`__toString` "
                + (v instanceof NixAttrs ? "must" : "should")
                + " return a string, but got "
                + Expected.describe(v)
                + ": "
                + ValuePrinter.forMessage(v))
        .at(place);
  }

  private void list(NixList list, boolean copy, @Nullable Place place) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      try {
        value(list.get(i), copy, place);
      } catch (EvalException e) {
        throw e.frame("while evaluating list element at index " + i, place);
      }
    }
    out.append(']');
  }
}
