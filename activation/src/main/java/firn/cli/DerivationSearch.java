package firn.cli;

import firn.eval.AutoCall;
import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the derivations in a value, as {@code nix-build} does: the value itself, a list's members,
 * a set's attributes.
 */
public final class DerivationSearch {
  /**
   * One derivation.
   *
   * @param output the output that the value stands for
   */
  public record Found(StorePath derivation, String output) {}

  private static final Symbol TYPE = Symbol.of("type");
  private static final Symbol RECURSE = Symbol.of("recurseForDerivations");

  private final NixAttrs arguments;
  private final List<Found> found = new ArrayList<>();
  private final Map<Value, Boolean> seen = new IdentityHashMap<>();

  private DerivationSearch(NixAttrs arguments) {
    this.arguments = arguments;
  }

  /**
   * The derivations of a value, in order.
   *
   * @throws EvalException if the value neither is nor holds derivations
   */
  public static List<Found> in(Value value, NixAttrs arguments) {
    DerivationSearch search = new DerivationSearch(arguments);
    search.visit(value, true);
    return search.found;
  }

  private void visit(Value value, boolean top) {
    Value v = AutoCall.call(value, arguments);
    if (seen.put(v, true) != null) {
      return;
    }
    switch (v) {
      case NixAttrs set when isDerivation(set) -> found.add(read(set));
      case NixAttrs set -> {
        if (top || recurses(set)) {
          set.names().stream().sorted().forEach(name -> visitAttribute(set, name));
        }
      }
      case NixList list -> list.forEach(member -> visit(member, true));
      default -> {
        if (top) {
          throw new EvalException(
              "expression does not evaluate to a derivation (or a set or list of those)");
        }
      }
    }
  }

  private void visitAttribute(NixAttrs set, Symbol name) {
    Value attribute = set.require(name.name());
    if (attribute.force() instanceof NixAttrs || attribute.force() instanceof NixList) {
      visit(attribute, false);
    }
  }

  public static boolean isDerivation(NixAttrs set) {
    @Nullable Value type = set.get(TYPE);
    return type != null
        && type.force() instanceof NixString text
        && text.bytes().equals("derivation");
  }

  private static boolean recurses(NixAttrs set) {
    @Nullable Value wanted = set.get(RECURSE);
    return wanted != null && wanted.force() instanceof NixBool yes && yes.value();
  }

  /** What a derivation's value stands for. */
  public static Found read(NixAttrs set) {
    @Nullable Value output = set.get("outputName");
    return new Found(
        StorePath.parse(set.require("drvPath").asBytes()),
        output == null ? "out" : output.asBytes());
  }
}
