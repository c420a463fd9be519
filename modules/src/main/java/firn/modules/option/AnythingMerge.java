package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import java.util.List;

/**
 * Merges values of any type that are of the same type: sets by attribute, functions by their
 * results, all others if they are equal. A set that stands for a string is not taken apart.
 */
public final class AnythingMerge extends PlainMerge {
  private static final String STRING_LIKE = "stringCoercibleSet";

  private final OptionContext context;
  private final AttrsMerge attrs;
  private final PlainMerge equal;
  private final PlainMerge single;

  /**
   * @param anything the type itself, for the attributes of sets
   */
  public AnythingMerge(OptionContext context, OptionType anything) {
    this.context = context;
    this.attrs = new AttrsMerge(context, anything, false);
    this.equal = new EqualMerge(context);
    this.single = new UniqueMerge(context, firn.eval.value.NixString.EMPTY, null);
  }

  @Override
  protected Value merge(OptionPath path, List<Definition> definitions) {
    String common = kind(definitions.getFirst().value());
    for (Definition definition : definitions) {
      if (!kind(definition.value()).equals(common)) {
        throw OptionErrors.thrown(
            "The option `"
                + path
                + "' has conflicting option types in "
                + DefinitionPrinter.showFiles(definitions.stream().map(Definition::file).toList()));
      }
    }
    return switch (common) {
      case "set" -> attrs.merge(path, definitions).value();
      case STRING_LIKE -> single.merge(path, definitions);
      case "lambda" ->
          new Curried(
              "merge",
              argument ->
                  merge(path.child("<function body>"), Definition.applied(definitions, argument)));
      default -> equal.merge(path, definitions);
    };
  }

  private static String kind(Value value) {
    return value.force() instanceof NixAttrs set && (set.has("outPath") || set.has("__toString"))
        ? STRING_LIKE
        : value.type().typeOf();
  }
}
