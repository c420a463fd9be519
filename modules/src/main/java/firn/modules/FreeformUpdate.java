package firn.modules;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;

/** Joins the values without options and those of options, set by set. */
final class FreeformUpdate {
  private FreeformUpdate() {}

  /**
   * @param free values without options; forced
   * @param declared values of options, which win
   */
  static NixAttrs update(Value free, NixAttrs declared) {
    NixAttrs set = free.asAttrs();
    AttrsBuilder joined = new AttrsBuilder(set.size() + declared.size());
    for (int i = 0; i < set.size(); i++) {
      joined.put(set.symbol(i), set.value(i));
    }
    for (int i = 0; i < declared.size(); i++) {
      Symbol name = declared.symbol(i);
      Value option = declared.value(i);
      Value below = set.get(name);
      joined.put(name, below == null ? option : Thunk.of(() -> join(below, option)));
    }
    return joined.build();
  }

  private static Value join(Value free, Value declared) {
    return free.force() instanceof NixAttrs && declared.force() instanceof NixAttrs set
        ? update(free, set)
        : declared;
  }
}
