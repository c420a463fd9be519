package firn.store.db;

import firn.store.PathInfo;
import firn.store.StorePath;
import java.util.Map;

/**
 * A path that is to become valid.
 *
 * @param outputs of a derivation, where its outputs lie; empty for every other path
 */
public record Registration(PathInfo info, Map<String, StorePath> outputs) {
  public Registration {
    outputs = Map.copyOf(outputs);
  }
}
