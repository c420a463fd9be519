package firn.plan;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A plan in the words of {@code nixos-rebuild dry-activate}. */
public final class DryActivation {
  private DryActivation() {}

  public static String render(Plan plan) {
    StringBuilder out = new StringBuilder();
    say(out, "would stop the following units: ", units(plan, DryActivation::stops));
    say(
        out,
        "would NOT stop the following changed units: ",
        units(plan, step -> step.action() == Action.KEEP));
    out.append("would activate the configuration...\n");
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

  private static boolean stops(Step step) {
    return step.action() == Action.STOP || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private static boolean starts(Step step) {
    return step.action() == Action.START || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private static List<String> units(Plan plan, Predicate<Step> which) {
    TreeSet<String> names = new TreeSet<>();
    for (Step step : plan.steps()) {
      if (step.subject() instanceof Subject.Unit unit && which.test(step)) {
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
