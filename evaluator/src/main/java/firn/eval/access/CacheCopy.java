package firn.eval.access;

import firn.eval.error.EvalException;
import firn.store.PathInfo;
import firn.store.StorePath;

/** Copies what evaluation names from a binary cache into the store. */
@FunctionalInterface
public interface CacheCopy {
  /** For evaluation without a store. */
  CacheCopy NONE =
      (cache, path) -> {
        throw new EvalException("'" + path + "' cannot be copied: this evaluation has no store");
      };

  /**
   * Copies an object and all it refers to, if it is not there.
   *
   * @param cache the URL of the cache
   * @return what the store knows of the object
   */
  PathInfo copy(String cache, StorePath path);
}
