package firn.cli.repl;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;

/**
 * A value for people who look around: what is in a set or a list is evaluated, what is in that is
 * not shown. Where a part cannot be evaluated, the reason stands in its place.
 */
public final class ReplPrinter {
  private ReplPrinter() {}

  /** The value's text in bytes; to be called on the evaluator's thread. */
  public static String print(Value value) {
    return switch (value.force()) {
      case NixAttrs set when isDerivation(set) -> part(set);
      case NixAttrs set -> attributes(set);
      case NixList list -> elements(list);
      case Value other -> part(other);
    };
  }

  private static String attributes(NixAttrs set) {
    if (set.isEmpty()) {
      return "{ }";
    }
    StringBuilder out = new StringBuilder("{\n");
    for (Symbol name : set.names()) {
      out.append("  ").append(ValuePrinter.attributeName(name.name())).append(" = ");
      out.append(guarded(set.require(name.name()))).append(";\n");
    }
    return out.append('}').toString();
  }

  private static String elements(NixList list) {
    if (list.size() == 0) {
      return "[ ]";
    }
    StringBuilder out = new StringBuilder("[\n");
    for (Value each : list) {
      out.append("  ").append(guarded(each)).append('\n');
    }
    return out.append(']').toString();
  }

  private static String guarded(Value value) {
    try {
      return part(value.force());
    } catch (EvalException e) {
      return Bytes.OPEN + "error: " + e.sentence().lines().findFirst().orElse("") + Bytes.CLOSE;
    }
  }

  private static String part(Value value) {
    return switch (value) {
      case NixAttrs set when isDerivation(set) -> derivation(set);
      case NixAttrs set -> set.isEmpty() ? "{ }" : "{ ... }";
      case NixList list -> list.size() == 0 ? "[ ]" : "[ ... ]";
      default -> ValuePrinter.print(value, ValuePrinter.Limits.NONE);
    };
  }

  private static boolean isDerivation(NixAttrs set) {
    Value type = set.get("type");
    try {
      return type != null && type.force() instanceof NixString s && s.bytes().equals("derivation");
    } catch (EvalException e) {
      return false;
    }
  }

  private static String derivation(NixAttrs set) {
    return Bytes.OPEN + "derivation " + set.require("drvPath").asBytes() + Bytes.CLOSE;
  }
}
