package firn.modules.option;

import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges as another type does, and then checks definitions by a further predicate. */
public final class NarrowedMerge extends CheckedMerge {
  private final OptionContext context;
  private final OptionType wide;
  private final Value predicate;

  public NarrowedMerge(OptionContext context, OptionType wide, Value predicate) {
    this.context = context;
    this.wide = wide;
    this.predicate = predicate;
  }

  @Override
  protected Merged merge(OptionPath path, List<Definition> definitions) {
    Merged merged = wide.coherentMerge(path, definitions);
    return new Merged() {
      @Override
      public @Nullable String headError() {
        String error = merged.headError();
        return error != null ? error : OptionType.headError(context, predicate, definitions);
      }

      @Override
      public Value value() {
        return merged.value();
      }

      @Override
      public Value meta() {
        return merged.meta();
      }
    };
  }
}
