package firn.modules.option;

import firn.eval.error.AbortException;
import firn.eval.value.Value;
import java.util.List;

/** Takes a value all definitions agree on. */
public final class EqualMerge extends PlainMerge {
  static final String REMEDY =
      "Use `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these"
          + " definitions.\n";

  private final OptionContext context;

  public EqualMerge(OptionContext context) {
    this.context = context;
  }

  @Override
  protected Value merge(OptionPath path, List<Definition> definitions) {
    if (definitions.isEmpty()) {
      throw new AbortException(
          "evaluation aborted with the following error message: 'There is no"
              + " definition of `"
              + path
              + "' to merge.'");
    }
    Definition first = definitions.getFirst();
    for (Definition other : definitions.subList(1, definitions.size())) {
      if (!OptionContext.equal(first.value(), other.value())) {
        throw OptionErrors.thrown(
            "The option `"
                + path
                + "' has conflicting definition values:"
                + DefinitionPrinter.show(context, List.of(first, other))
                + "\n"
                + REMEDY);
      }
    }
    return first.value();
  }
}
