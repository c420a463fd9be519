package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.Code;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import firn.grammar.SourceText;

/** An attribute of {@code inherit (e) name;}: the payload is the shared value of {@code e}. */
final class InheritedCode extends Code {
  private final SourceText source;
  private final int offset;
  private final int sourceStart;
  private final Symbol name;
  private int guess;

  /**
   * @param offset of the name
   * @param sourceStart of {@code e}
   */
  InheritedCode(SourceText source, int offset, int sourceStart, Symbol name) {
    this.source = source;
    this.offset = offset;
    this.sourceStart = sourceStart;
    this.name = name;
  }

  @Override
  protected Value run(Object payload) {
    Value from = (Value) payload;
    NixAttrs set = subject(from);
    Place definition = null;
    try {
      int at = set.layout().indexOf(name, guess);
      if (at < 0) {
        throw SelectNode.missing(set, name);
      }
      guess = at;
      definition = set.layout().place(at);
      return set.forced(at);
    } catch (EvalException e) {
      if (definition != null) {
        e.frame("from the definition of '" + name.name() + "'", definition);
      }
      throw e.frame("while evaluating the attribute '" + name.name() + "'", place());
    }
  }

  private NixAttrs subject(Value from) {
    Value v;
    try {
      v = from.force();
    } catch (EvalException e) {
      throw e.frame("while selecting an attribute", new Place(source, sourceStart));
    }
    if (v instanceof NixAttrs set) {
      return set;
    }
    throw Expected.error(ValueType.ATTRS.described(), v)
        .frame("while selecting an attribute", place())
        .frame("while evaluating the attribute '" + name.name() + "'", place());
  }

  private Place place() {
    return new Place(source, offset);
  }
}
