package firn.plan;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A plan in the words of {@code nixos-rebuild dry-activate}. */
public final class DryActivation {
  private DryActivation() {}

  public static String render(Plan plan) {
    StringBuilder out = new StringBuilder();
    for (Step step : plan.steps()) {
      if (step.subject() instanceof Subject.Swap swap && step.action() == Action.STOP) {
        out.append("would stop swap device: ").append(swap.device()).append('\n');
      }
    }
    say(out, "would stop the following units: ", units(plan, DryActivation::stops));
    say(
        out,
        "would NOT stop the following changed units: ",
        units(plan, step -> step.action() == Action.KEEP && !isRemoved(plan, step)));
    out.append("would activate the configuration...\n");
    if (plan.steps().stream().anyMatch(Step::changesManager)) {
      out.append("would restart systemd\n");
    }
    say(
        out,
        "would reload the following units: ",
        units(plan, step -> step.action() == Action.RELOAD));
    say(
        out,
        "would restart the following units: ",
        units(plan, step -> step.action() == Action.RESTART && !step.stopsFirst()));
    say(out, "would start the following units: ", units(plan, DryActivation::starts));
    return out.toString();
  }

  /** A unit that is not declared any more is not a changed one. */
  private static boolean isRemoved(Plan plan, Step step) {
    return plan.steps().stream()
        .anyMatch(other ->
            other.action() == Action.REMOVE
                && other.where().equals(step.where())
                && other.subject().equals(step.subject()));
  }

  /** Targets are stopped and started for the order of others: nobody wants to read about them. */
  private static boolean isBookkeeping(Step step) {
    return step.action() == Action.RESTART && step.subject().text().endsWith(".target");
  }

  private static boolean stops(Step step) {
    return step.action() == Action.STOP || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private static boolean starts(Step step) {
    return step.action() == Action.START || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private static List<String> units(Plan plan, Predicate<Step> which) {
    TreeSet<String> names =
        new TreeSet<>(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
    for (Step step : plan.steps()) {
      if (step.subject() instanceof Subject.Unit unit && which.test(step) && !isBookkeeping(step)) {
        names.add(step.where().equals("host") ? unit.name() : step.where() + ":" + unit.name());
      }
    }
    return List.copyOf(names);
  }

  private static void say(StringBuilder out, String what, List<String> units) {
    if (!units.isEmpty()) {
      out.append(what).append(String.join(", ", units)).append('\n');
    }
  }
}
