package firn.modules.option;

import firn.eval.value.NixFunction;
import firn.eval.value.Value;
import java.util.function.UnaryOperator;

/** A function of the engine's that waits for one argument. */
public class Curried extends NixFunction {
  private final String name;
  private final UnaryOperator<Value> run;

  public Curried(String name, UnaryOperator<Value> run) {
    this.name = name;
    this.run = run;
  }

  @Override
  public Value apply(Value argument) {
    return run.apply(argument).force();
  }

  @Override
  public String describe() {
    return "primop " + name;
  }

  @Override
  public String describeType() {
    return "the built-in function '" + name + "'";
  }

  @Override
  public String placeholder() {
    return "<PRIMOP>";
  }
}
