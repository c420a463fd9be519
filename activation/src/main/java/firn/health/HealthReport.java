package firn.health;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found on a machine and the containers on it.
 *
 * @param problems what is not well: a sentence each, with indented lines of details below some
 */
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

  /** What is not well: one sentence, with indented lines of details. */
  public String reason() {
    return problems.size() == 1
        ? problems.getFirst()
        : problems.size()
            + " things are not well"
            + problems.stream()
                .map(problem -> ("\n" + problem).replace("\n", "\n  "))
                .collect(Collectors.joining());
  }
}
