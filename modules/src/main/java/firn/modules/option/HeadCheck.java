package firn.modules.option;

import firn.eval.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that definitions are of a type of the language. */
final class HeadCheck {
  private HeadCheck() {}

  /** The definitions that are not, as a head error; null if all are. */
  static @Nullable String of(
      OptionContext context, ValueType expected, List<Definition> definitions) {
    List<Definition> refused = new ArrayList<>(0);
    for (Definition definition : definitions) {
      if (definition.value().type() != expected) {
        refused.add(definition);
      }
    }
    return refused.isEmpty()
        ? null
        : "Definition values: " + DefinitionPrinter.show(context, refused);
  }
}
