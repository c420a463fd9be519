package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** {@code { … }} and {@code rec { … }}. */
final class AttrSetNode extends Node {
  private static final Symbol OVERRIDES = Symbol.of("__overrides");

  private final BindingsNode bindings;
  private final boolean recursive;
  private final int overrides;

  AttrSetNode(SourceText source, int start, BindingsNode bindings, boolean recursive) {
    super(source, start);
    this.bindings = bindings;
    this.recursive = recursive;
    this.overrides = recursive ? bindings.layout.indexOf(OVERRIDES) : -1;
  }

  @Override
  Value eval(Frame frame) {
    return recursive ? recursive(frame) : plain(frame);
  }

  private Value plain(Frame frame) {
    if (bindings.size() == 0 && !bindings.hasDynamic()) {
      return NixAttrs.EMPTY;
    }
    NixAttrs set = new NixAttrs(bindings.layout, bindings.bind(frame));
    return bindings.hasDynamic() ? bindings.addDynamic(set, frame) : set;
  }

  private Value recursive(Frame outer) {
    Frame inner =
        overrides >= 0 ? bindings.bindReplaceably(outer) : bindings.bindRecursively(outer);
    Value[] values = new Value[bindings.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = inner.get(i);
    }
    NixAttrs set = new NixAttrs(bindings.layout, values);
    if (overrides >= 0) {
      set = override(set, inner);
    }
    return bindings.hasDynamic() ? bindings.addDynamic(set, inner) : set;
  }

  /** Attributes of {@code __overrides} replace those of the set, in its own scope too. */
  private NixAttrs override(NixAttrs set, Frame inner) {
    NixAttrs replacing;
    try {
      replacing = set.value(overrides).asAttrs();
    } catch (EvalException e) {
      throw e.frame("while evaluating the `__overrides` attribute", null);
    }
    for (int i = 0; i < replacing.size(); i++) {
      int slot = bindings.layout.indexOf(replacing.symbol(i));
      if (slot >= 0) {
        inner.set(slot, replacing.value(i));
      }
    }
    return set.update(replacing);
  }
}
