package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.UndefinedVariableException;
import firn.eval.value.MissingName;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** A variable that only a {@code with} around it can define; the innermost that does, wins. */
final class WithVariableNode extends Node {
  private final Symbol name;
  private final int[] levels;
  private final WithNode[] scopes;
  private int guess;

  /**
   * @param levels of the {@code with}s around it, from the innermost
   */
  WithVariableNode(SourceText source, int start, Symbol name, int[] levels, WithNode[] scopes) {
    super(source, start);
    this.name = name;
    this.levels = levels;
    this.scopes = scopes;
  }

  @Override
  Value eval(Frame frame) {
    for (int i = 0; i < levels.length; i++) {
      NixAttrs scope = scopes[i].scope(frame.at(levels[i]));
      int at = scope.layout().indexOf(name, guess);
      if (at >= 0) {
        guess = at;
        return scope.value(at).force();
      }
    }
    EvalException e = new UndefinedVariableException("undefined variable '" + name.name() + "'");
    for (int i = 0; i < levels.length; i++) {
      MissingName.advise(e, scopes[i].scope(frame.at(levels[i])), name.name());
    }
    throw e.at(place());
  }
}
