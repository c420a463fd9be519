package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.Expected;
import firn.eval.value.Layout;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import org.jspecify.annotations.Nullable;

/** One step of an attribute path: a symbol, or an expression that gives one. */
final class AttrNameNode {
  private final @Nullable Symbol known;
  private final @Nullable Node computed;
  private final String shown;
  private final @Nullable Lookup lookup;

  /**
   * @param shown as messages show the step where it has no name yet
   */
  AttrNameNode(@Nullable Symbol known, @Nullable Node computed, String shown) {
    this.known = known;
    this.computed = computed;
    this.shown = shown;
    this.lookup = known == null ? null : new Lookup(known);
  }

  @Nullable Symbol known() {
    return known;
  }

  Symbol name(Frame frame) {
    if (known != null) {
      return known;
    }
    if (computed == null) {
      throw new IllegalStateException("an attribute name that is neither known nor computed");
    }
    try {
      Value v = computed.eval(frame);
      if (v instanceof NixString s) {
        return Symbol.of(Expected.withoutContext(s));
      }
      throw Expected.error(ValueType.STRING.described(), v).at(computed.place());
    } catch (EvalException e) {
      throw e.frame("while evaluating an attribute name", computed.place());
    }
  }

  /**
   * Where the name stands, or -1.
   *
   * @param name as {@link #name} has just answered
   */
  int in(Layout layout, Symbol name) {
    return lookup != null ? lookup.in(layout) : layout.indexOf(name);
  }

  String describe(Frame frame) {
    if (known != null) {
      return known.name();
    }
    try {
      return name(frame).name();
    } catch (EvalException e) {
      return "\"${" + shown + "}\"";
    }
  }
}
