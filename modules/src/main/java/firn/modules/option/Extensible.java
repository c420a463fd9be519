package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;

/** An evaluation of modules to which more can be added. */
public interface Extensible {
  /**
   * The evaluation with further modules, as {@code evalModules} answers it.
   *
   * @param prefix where it stands, with the definitions that the modules are
   */
  NixAttrs extend(NixList modules, OptionPath prefix);
}
