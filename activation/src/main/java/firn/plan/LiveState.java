package firn.plan;

import firn.systemd.UnitState;
import java.util.Map;
import java.util.Set;

/**
 * A machine as it is now.
 *
 * @param booted whether an init runs
 * @param units the state of each loaded unit by name
 * @param files what lies at the paths that the old or the new system declares; a path that is not
 *     named here is expected where the old system declares it, else absent
 * @param kept the paths for which Firn keeps a file that it replaced
 * @param users existing users with what passwd(5) says of them
 * @param groups existing groups and their ids
 * @param containers the containers that exist on it
 */
public record LiveState(
    boolean booted,
    Map<String, UnitState> units,
    Map<String, FileState> files,
    Set<String> kept,
    Map<String, LiveUser> users,
    Map<String, Integer> groups,
    Map<String, LiveState> containers) {
  /** A machine that does not exist yet. */
  public static final LiveState NOTHING =
      new LiveState(false, Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), Map.of());

  UnitState unit(String name) {
    return units.getOrDefault(name, UnitState.ABSENT);
  }

  LiveState stopped() {
    return new LiveState(false, Map.of(), files, kept, users, groups, containers);
  }
}
