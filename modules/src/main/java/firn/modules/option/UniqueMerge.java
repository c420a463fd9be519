package firn.modules.option;

import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the only definition there is, as another merge function merges it. */
public final class UniqueMerge extends PlainMerge {
  private final OptionContext context;
  private final Value message;
  private final @Nullable Value inner;

  /**
   * @param message what to tell who writes a second definition: a string, perhaps a thunk
   * @param inner the other merge function; without one the value is taken as it is
   */
  public UniqueMerge(OptionContext context, Value message, @Nullable Value inner) {
    this.context = context;
    this.message = message;
    this.inner = inner;
  }

  @Override
  protected Value merge(OptionPath path, List<Definition> definitions) {
    if (definitions.size() == 1) {
      return inner == null
          ? definitions.getFirst().value()
          : inner.call(path.toValue(), Definition.toValue(definitions));
    }
    throw OptionErrors.thrown(
        "The option `"
            + path
            + "' is defined multiple times while it's expected to be unique.\n"
            + message.asBytes()
            + "\nDefinition values:"
            + DefinitionPrinter.show(context, definitions)
            + "\n"
            + EqualMerge.REMEDY);
  }
}
