package firn.modules;

import firn.eval.builtin.EvalContext;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.List;

/**
 * Options as NixOS renders them in {@code options.json}: by path, each with {@code declarations},
 * {@code description}, {@code loc}, {@code readOnly}, {@code type}, and {@code default}, {@code
 * example}, {@code relatedPackages} where they exist. Hidden and internal options are left out.
 */
public final class OptionsJson {
  private static final List<String> KEPT =
      List.of(
          "declarations",
          "default",
          "description",
          "example",
          "loc",
          "readOnly",
          "relatedPackages",
          "type");

  private final EvalContext evaluator;
  private final NixAttrs library;

  /**
   * @param library {@code lib}
   */
  public OptionsJson(EvalContext evaluator, NixAttrs library) {
    this.evaluator = evaluator;
    this.library = library;
  }

  /**
   * Renders options; to be called on a thread that suits evaluation.
   *
   * @param options as {@code evalModules} answers them
   * @param below only options whose path is this or starts with it; empty for all
   * @return JSON in Unicode characters
   * @throws firn.eval.error.EvalException if a default, an example or a description cannot be
   *     evaluated
   */
  public String render(NixAttrs options, String below) {
    Value list = library.require("optionAttrSetToDocList").call(options);
    AttrsBuilder all = new AttrsBuilder(list.asList().size());
    for (Value each : list.asList()) {
      NixAttrs entry = each.asAttrs();
      String name = entry.require("name").asBytes();
      boolean chosen = below.isEmpty() || name.equals(below) || name.startsWith(below + ".");
      if (chosen && entry.require("visible").asBool() && !entry.require("internal").asBool()) {
        all.put(Symbol.of(name), kept(entry));
      }
    }
    Value json = evaluator.builtins().require("toJSON").call(all.build());
    return Bytes.toUnicode(json.asBytes());
  }

  private static NixAttrs kept(NixAttrs entry) {
    AttrsBuilder result = new AttrsBuilder(KEPT.size());
    for (String name : KEPT) {
      Value value = entry.get(name);
      if (value != null) {
        switch (name) {
          case "description" -> result.put(name, text(value));
          case "relatedPackages" -> RelatedPackages.listed(value, result);
          default -> result.put(name, value);
        }
      }
    }
    return result.build();
  }

  /** A description written as {@code literalMD} or the like is its text. */
  private static Value text(Value description) {
    return description.force() instanceof NixAttrs set && set.has("text")
        ? set.require("text")
        : description;
  }
}
