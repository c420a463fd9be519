package firn.eval.code;

import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code <name>}, where no scope redefines what it means. */
final class SearchPathNode extends Node {
  private final EvalContext context;
  private final String name;

  SearchPathNode(SourceText source, int start, EvalContext context, String name) {
    super(source, start);
    this.context = context;
    this.name = name;
  }

  @Override
  Value eval(Frame frame) {
    try {
      return context.findFile(context.builtins().require("nixPath"), name);
    } catch (EvalException e) {
      throw e.frame("while calling the 'findFile' builtin", place());
    }
  }
}
