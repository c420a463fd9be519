package firn.eval.flake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a flake is locked.
 *
 * @param recreate whether to forget what was locked
 * @param update whether the lock file may need changes
 * @param write whether changes are written
 * @param registries whether short names are looked up
 * @param unlocked whether inputs may be fetched that are not locked
 * @param commit whether a changed lock file is committed
 * @param overrides what inputs shall be, by their paths
 * @param updates paths of inputs to be locked anew
 * @param reference the lock file to start from, instead of the flake's
 * @param output the lock file to write, instead of the flake's
 * @param dirty what becomes of it if an input is not locked
 */
public record LockFlags(
    boolean recreate,
    boolean update,
    boolean write,
    boolean registries,
    boolean unlocked,
    boolean commit,
    Map<List<String>, FlakeRef> overrides,
    Set<List<String>> updates,
    Optional<Path> reference,
    Optional<Path> output,
    Unlocked dirty) {

  /** What becomes of a lock file that would name an input which is not locked. */
  public enum Unlocked {
    /** It is not written, and that is said. */
    WARN,
    /** It is an error. */
    FAIL,
    /** It is written all the same. */
    WRITE
  }

  /** As commands lock that only want to evaluate. */
  public static LockFlags defaults() {
    return new LockFlags(
        false,
        true,
        true,
        true,
        true,
        false,
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Unlocked.WARN);
  }

  /**
   * As {@code getFlake} locks: nothing is written, and in pure evaluation nothing new is fetched.
   */
  public static LockFlags evaluating(boolean pure) {
    return new LockFlags(
        false,
        false,
        false,
        !pure,
        !pure,
        false,
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Unlocked.WARN);
  }
}
