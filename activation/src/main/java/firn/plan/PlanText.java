package firn.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan for people. */
public final class PlanText {
  /** More steps of one action and kind than this on a machine are told as a number. */
  private static final int LISTED = 12;

  private PlanText() {}

  /**
   * A plan as lines, one step each, under the machine they happen on.
   *
   * @param complete whether long runs of files, units and accounts are listed one by one
   */
  public static String render(Plan plan, boolean complete) {
    if (plan.steps().isEmpty()) {
      return "nothing to do\n";
    }
    StringBuilder out = new StringBuilder();
    Map<String, List<Step>> machines = new LinkedHashMap<>();
    for (Step step : plan.steps()) {
      machines.computeIfAbsent(step.where(), where -> new ArrayList<>()).add(step);
    }
    machines.forEach((where, steps) -> {
      out.append(where).append('\n');
      lines(steps, complete).forEach(line -> out.append("  ").append(line).append('\n'));
    });
    return out.append(summary(plan)).append('\n').toString();
  }

  private static List<String> lines(List<Step> steps, boolean complete) {
    Map<String, List<Step>> alike = new LinkedHashMap<>();
    for (Step step : steps) {
      alike.computeIfAbsent(likeness(step), key -> new ArrayList<>()).add(step);
    }
    List<String> lines = new ArrayList<>();
    for (List<Step> group : alike.values()) {
      Step first = group.getFirst();
      boolean foldable =
          switch (first.action()) {
            case CREATE, CHANGE, REMOVE -> true;
            default -> false;
          };
      if (!complete && foldable && group.size() > LISTED) {
        lines.add(
            "%-8s %d %s".formatted(first.action().word(), group.size(), first.subject().kind()));
        continue;
      }
      for (Step step : group) {
        lines.add(
            "%-8s %s  (%s)".formatted(step.action().word(), step.subject().text(), step.reason()));
      }
    }
    return lines;
  }

  private static String likeness(Step step) {
    return step.action() + " " + step.subject().kind();
  }

  /** How much of what: {@code 1 to restart, 3 to change}. */
  public static String summary(Plan plan) {
    Map<Action, Integer> counts = new EnumMap<>(Action.class);
    plan.steps().forEach(step -> counts.merge(step.action(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((action, count) -> parts.add(count + " to " + action.word()));
    return plan.isEmpty() ? "nothing to do" : String.join(", ", parts);
  }
}
