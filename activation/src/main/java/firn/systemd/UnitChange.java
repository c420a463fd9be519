package firn.systemd;

import java.util.List;

/**
 * What differs between two versions of a unit.
 *
 * @param weight how much it takes for the difference to come into force
 * @param keys the keys that differ, in order, each once
 */
public record UnitChange(Weight weight, List<String> keys) {
  /** From nothing to a new process. */
  public enum Weight {
    /** Nothing that a running unit would notice. */
    EQUAL,
    /** The unit must be told to read its configuration again. */
    RELOAD,
    /** The unit must be started anew. */
    RESTART
  }

  /** The difference as a reason: {@code ExecStart, Environment changed}. */
  public String reason() {
    List<String> shown = keys.size() > 4 ? keys.subList(0, 4) : keys;
    return String.join(", ", shown)
        + (keys.size() > 4 ? " and " + (keys.size() - 4) + " more" : "")
        + " changed";
  }
}
