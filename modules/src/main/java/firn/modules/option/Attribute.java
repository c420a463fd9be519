package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;

/**
 * Attributes that must be there, by symbol: looking up the name each time would show in profiles.
 */
final class Attribute {
  private Attribute() {}

  /**
   * The value of an attribute, perhaps a thunk.
   *
   * @throws firn.eval.error.EvalException where there is none
   */
  static Value of(NixAttrs set, Symbol name) {
    Value found = set.get(name);
    return found == null ? set.require(name.name()) : found;
  }
}
