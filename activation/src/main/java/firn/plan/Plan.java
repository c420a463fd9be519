package firn.plan;

import java.util.List;

/** The steps from one system to another on one machine and the containers on it, in order. */
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.stream().allMatch(step -> step.action() == Action.KEEP);
  }
}
