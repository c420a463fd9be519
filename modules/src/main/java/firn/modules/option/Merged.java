package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Definitions of one option, checked and merged by its type. Each part is computed when it is asked
 * for.
 */
public interface Merged {

  /** What is wrong with a definition itself, its parts aside; null if nothing is. */
  @Nullable String headError();

  /** The value, perhaps a thunk. Meaningful where there is no head error. */
  Value value();

  /** What the type tells about the value besides: a set, perhaps a thunk. */
  default Value meta() {
    return NixAttrs.EMPTY;
  }
}
