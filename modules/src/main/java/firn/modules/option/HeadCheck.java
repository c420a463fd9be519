package firn.modules.option;

import firn.eval.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that definitions are of a type of the language. */
final class HeadCheck {
  private HeadCheck() {}

  /** The definitions that are not, as a head error; null if all are. */
  static @Nullable String of(
      OptionContext context, ValueType expected, List<Definition> definitions) {
    List<Definition> refused =
        definitions.stream().filter(d -> d.value().type() != expected).toList();
    return refused.isEmpty()
        ? null
        : "Definition values: " + DefinitionPrinter.show(context, refused);
  }
}
