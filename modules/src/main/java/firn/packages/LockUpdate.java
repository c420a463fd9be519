package firn.packages;

import firn.packages.archive.Lock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an update of a lock came to.
 *
 * @param lock the new one
 * @param written whether the file changed
 * @param changes sorted by architecture and name
 */
public record LockUpdate(Lock lock, boolean written, List<Change> changes) {
  public LockUpdate {
    changes = List.copyOf(changes);
  }

  /**
   * One package.
   *
   * @param from the version pinned until now; null for one that is needed in addition
   * @param to the version pinned from now on; null for one that is not needed or not there any more
   */
  public record Change(
      String architecture, String name, @Nullable String from, @Nullable String to) {
    /** Such as {@code curl 7.88.1-1 → 7.88.1-2 (amd64)}. */
    public String sentence() {
      String what =
          from == null
              ? name + " " + to + " is new"
              : to == null ? name + " " + from + " goes" : name + " " + from + " → " + to;
      return what + " (" + architecture + ")";
    }
  }
}
