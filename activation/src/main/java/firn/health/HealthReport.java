package firn.health;

import java.util.List;

/** What was found on a machine and the containers on it. */
public record HealthReport(
    MachineHealth host,
    List<MachineHealth> containers,
    List<OciHealth> oci,
    List<CheckResult> checks,
    List<String> problems) {
  /** Whether all is well. */
  public boolean ok() {
    return problems.isEmpty();
  }
}
