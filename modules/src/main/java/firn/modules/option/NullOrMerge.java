package firn.modules.option;

import firn.eval.value.NixNull;
import firn.eval.value.Value;
import java.util.List;

/** Null where all definitions are; else what the element type makes of them, none being null. */
public final class NullOrMerge extends PlainMerge {
  private final OptionType element;

  public NullOrMerge(OptionType element) {
    this.element = element;
  }

  @Override
  protected Value merge(OptionPath path, List<Definition> definitions) {
    long nulls = definitions.stream().filter(d -> d.value().force() == NixNull.NULL).count();
    if (nulls == 0) {
      return element.merge(path, definitions);
    }
    if (nulls == definitions.size()) {
      return NixNull.NULL;
    }
    throw OptionErrors.thrown(
        "The option `"
            + path
            + "` is defined both null and not null, in "
            + DefinitionPrinter.showFiles(definitions.stream().map(Definition::file).toList())
            + ".");
  }
}
