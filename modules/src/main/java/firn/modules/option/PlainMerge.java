package firn.modules.option;

import firn.eval.value.NixFunction;
import firn.eval.value.Value;
import java.util.List;

/** A merge function {@code loc: defs: value} that the engine runs without the language. */
public abstract class PlainMerge extends NixFunction {

  /**
   * Merges definitions that passed the type's check.
   *
   * @return the value, perhaps a thunk
   */
  protected abstract Value merge(OptionPath path, List<Definition> definitions);

  @Override
  public final Value apply(Value path) {
    return new Curried("merge", definitions -> apply(path, definitions));
  }

  @Override
  public final Value apply(Value path, Value definitions) {
    return merge(OptionPath.of(path), Definition.listOf(definitions)).force();
  }

  @Override
  public final String describe() {
    return "primop merge";
  }

  @Override
  public final String describeType() {
    return "the built-in function 'merge'";
  }

  @Override
  public final String placeholder() {
    return "<PRIMOP>";
  }
}
