package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import java.util.List;
import java.util.stream.Collectors;

/** The error of an option that needs a value and was given none. */
final class MissingValue {
  /** How many of the sets that make a submodule are named. */
  private static final int SHOWN = 3;

  private MissingValue() {}

  /** Says which option it is, what to write, and, in a submodule, into which set. */
  static EvalException error(OptionPath path, OptionType type) {
    return OptionErrors.thrown(
            "The option `"
                + path
                + "' was accessed but has no value defined. Try setting the option.")
        .hint(hint(path, type));
  }

  private static String hint(OptionPath path, OptionType type) {
    try {
      OptionPath evaluation = path.evaluation();
      return "(write `%s = ...;'%s; its type is `%s')"
          .formatted(path.behind(evaluation.length()), where(evaluation), type.description());
    } catch (EvalException e) {
      // The mistake itself is told without a hint.
      return "";
    }
  }

  private static String where(OptionPath evaluation) {
    List<Definition> openings = evaluation.openings();
    if (!openings.isEmpty()) {
      String places =
          openings.stream()
              .map(opening ->
                  evaluation.isElement() ? element(opening) : DefinitionPrinter.place(opening))
              .distinct()
              .limit(SHOWN)
              .collect(Collectors.joining(" or "));
      return " into the set at " + places;
    }
    return evaluation.isRoot() ? "" : " into the configuration of `" + evaluation + "'";
  }

  /**
   * Where an element of a list stands: where its first attribute does, else where the list does.
   */
  private static String element(Definition definition) {
    Value value = definition.value().force();
    if (value instanceof NixAttrs set) {
      for (int i = 0; i < set.size(); i++) {
        Place first = set.layout().place(i);
        if (first != null) {
          return DefinitionPrinter.place(new Definition(definition.file(), value, first));
        }
      }
    }
    return DefinitionPrinter.place(definition);
  }
}
