package firn.modules.option;

import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns definitions of one type into another, and merges them as that. */
public final class CoercedMerge extends CheckedMerge {
  private final OptionType from;
  private final Value coerce;
  private final OptionType to;

  public CoercedMerge(OptionType from, Value coerce, OptionType to) {
    this.from = from;
    this.coerce = coerce;
    this.to = to;
  }

  @Override
  protected Merged merge(OptionPath path, List<Definition> definitions) {
    List<Definition> coerced =
        definitions.stream().map(d -> d.withValue(Thunk.of(() -> coerced(path, d)))).toList();
    Merged merged = to.checkAndMerge(path, coerced);
    if (to.checksWhileMerging()) {
      return merged;
    }
    return new Merged() {
      @Override
      public @Nullable String headError() {
        List<Definition> refused =
            definitions.stream().filter(d -> !acceptable(d.value())).toList();
        return refused.isEmpty()
            ? null
            : "Definition values: " + DefinitionPrinter.show(to.context(), refused);
      }

      @Override
      public Value value() {
        return merged.value();
      }
    };
  }

  private boolean acceptable(Value value) {
    return (from.accepts(value) && to.accepts(coerce.call(value))) || to.accepts(value);
  }

  private Value coerced(OptionPath path, Definition definition) {
    boolean applies =
        from.checksWhileMerging()
            ? from.coherentMerge(path, List.of(definition)).headError() == null
            : from.accepts(definition.value());
    return applies ? coerce.call(definition.value()) : definition.value();
  }
}
