package firn.eval.print;

import firn.eval.value.Bytes;
import firn.eval.value.CallStack;
import firn.eval.value.Floats;
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
import firn.eval.value.TailCall;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Values as {@code nix-instantiate --eval} prints them: all of what is computed, {@code <CODE>} for
 * what is not. Forces nothing; {@link DeepForce} goes before where all is wanted.
 */
public final class PlainPrinter {

  private final CallStack stack = CallStack.current();
  private final StringBuilder out = new StringBuilder();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private PlainPrinter() {}

  /** The text (bytes). */
  public static String print(Value value) {
    PlainPrinter printer = new PlainPrinter();
    printer.value(value, 0);
    return printer.out.toString();
  }

  private void value(Value value, int depth) {
    if (depth > stack.maxDepth) {
      throw CallStack.tooDeep();
    }
    Value v = value instanceof Thunk t ? t.valueIfForced() : value;
    if (v == null) {
      out.append(
          ((Thunk) value).isClaimed()
              ? Bytes.OPEN + "potential infinite recursion" + Bytes.CLOSE
              : "<CODE>");
      return;
    }
    // Without the switch, whose set-up is felt where a command prints one number.
    if (v instanceof NixInt i) {
      out.append(i.value());
      return;
    }
    switch (v) {
      case NixInt i -> out.append(i.value());
      case NixFloat f -> out.append(Floats.display(f.value()));
      case NixBool b -> out.append(b.value());
      case NixNull n -> out.append("null");
      case NixString s -> ValuePrinter.quote(s.bytes(), out);
      case NixPath p -> out.append(p.path());
      case NixAttrs a -> attrs(a, depth);
      // A list is known again by the slot that holds it, as in Nix.
      case NixList l -> list(value, l, depth);
      case NixFunction f -> out.append(f.placeholder());
      case Thunk t -> throw new IllegalStateException("a thunk holds a thunk");
      case TailCall t -> throw new IllegalStateException("a tail call is pending");
    }
  }

  private boolean isRepeated(Object value) {
    if (seen.add(value)) {
      return false;
    }
    out.append(Bytes.OPEN).append("repeated").append(Bytes.CLOSE);
    return true;
  }

  private void attrs(NixAttrs set, int depth) {
    if (!set.isEmpty() && isRepeated(set)) {
      return;
    }
    out.append("{ ");
    List<Symbol> names = set.names();
    List<Value> values = set.valuesByName();
    for (int i = 0; i < names.size(); i++) {
      out.append(ValuePrinter.identifier(names.get(i).name())).append(" = ");
      value(values.get(i), depth + 1);
      out.append("; ");
    }
    out.append('}');
  }

  private void list(Value slot, NixList list, int depth) {
    if (list.size() > 0 && isRepeated(slot)) {
      return;
    }
    out.append("[ ");
    for (Value item : list.items()) {
      value(item, depth + 1);
      out.append(' ');
    }
    out.append(']');
  }
}
