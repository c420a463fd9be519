package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.UndefinedVariableException;
import firn.eval.value.MissingName;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A variable that only a {@code with} around it can define; the innermost that does, wins. */
final class WithVariableNode extends Node {
  private final Symbol name;
  private final int[] levels;
  private final WithNode[] scopes;
  private Lookup @Nullable [] lookups;

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
    Lookup[] known = lookups();
    for (int i = 0; i < levels.length; i++) {
      NixAttrs scope = scopes[i].scope(frame.at(levels[i]));
      int at = known[i].in(scope.layout());
      if (at >= 0) {
        return scope.forced(at);
      }
    }
    EvalException e = new UndefinedVariableException("undefined variable '" + name.name() + "'");
    for (int i = 0; i < levels.length; i++) {
      MissingName.advise(e, scopes[i].scope(frame.at(levels[i])), name.name());
    }
    throw e.at(place());
  }

  /** One for each {@code with}, made when first needed: most variables of a program never are. */
  private Lookup[] lookups() {
    Lookup[] known = lookups;
    if (known == null) {
      known = new Lookup[levels.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = new Lookup(name);
      }
      // Other threads may see the array as soon as it is in the field.
      VarHandle.storeStoreFence();
      lookups = known;
    }
    return known;
  }
}
