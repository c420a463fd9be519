package firn.store.local;

import firn.store.PathInfo;
import firn.store.StorePath;
import java.util.Map;

/**
 * A store object that is complete but for its name.
 *
 * @param file where it lies, in canonical form; a byte path in the store directory
 * @param outputs where it is a derivation, where its outputs lie
 */
public record Prepared(String file, PathInfo info, Map<String, StorePath> outputs) {
  public Prepared {
    outputs = Map.copyOf(outputs);
  }

  public Prepared(String file, PathInfo info) {
    this(file, info, Map.of());
  }
}
