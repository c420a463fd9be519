package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The {@code __toString} of an option in {@code options}. It also leads from there back to all the
 * engine knows of the option.
 */
public final class OptionName extends NixFunction {
  private final EvaluatedOption option;

  OptionName(EvaluatedOption option) {
    this.option = option;
  }

  /** The option behind a set in {@code options}; null if another engine made it. */
  public static @Nullable EvaluatedOption optionOf(NixAttrs shown) {
    Value name = shown.get("__toString");
    return name != null && name.force() instanceof OptionName of ? of.option : null;
  }

  @Override
  public Value apply(Value self) {
    return NixString.of(option.path().toString());
  }

  @Override
  public String describe() {
    return "primop showOption";
  }

  @Override
  public String describeType() {
    return "the built-in function 'showOption'";
  }

  @Override
  public String placeholder() {
    return "<PRIMOP>";
  }
}
