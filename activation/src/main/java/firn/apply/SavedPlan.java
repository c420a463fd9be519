package firn.apply;

import firn.plan.PlanJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan to be reviewed now and applied later, exactly or not at all: {@code
 * docs/schema/saved-plan.schema.json}.
 *
 * @param before the system in force, null for none
 * @param after the system wanted
 * @param machine a digest of all that was seen of the machine and matters to the plan
 * @param steps the steps in words
 */
public record SavedPlan(@Nullable String before, String after, String machine, List<String> steps) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public SavedPlan {
    steps = List.copyOf(steps);
  }

  /** The plan of a switch. */
  public static SavedPlan of(Switch planned, String after) {
    List<String> steps = new ArrayList<>();
    planned
        .plan()
        .steps()
        .forEach(step ->
            steps.add(
                "%s: %s %s (%s)"
                    .formatted(
                        step.where(), step.action().word(), step.subject().text(), step.reason())));
    return new SavedPlan(planned.systemBefore(), after, planned.machineDigest(), steps);
  }

  /** The plan as data for JSON, with the steps once more as {@code plan --json} prints them. */
  public Map<String, @Nullable Object> json(Switch planned) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("version", 1);
    out.put("before", before);
    out.put("after", after);
    out.put("machine", machine);
    out.put("summary", steps);
    out.putAll(PlanJson.of(planned.plan()));
    return out;
  }

  /**
   * Reads a saved plan.
   *
   * @throws ActivationException if it is none
   */
  public static SavedPlan parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.path("version").intValue() != 1) {
        throw new ActivationException("the plan was saved by another version of Firn");
      }
      JsonNode before = node.path("before");
      List<String> steps = new ArrayList<>();
      node.path("summary").forEach(step -> steps.add(step.stringValue()));
      return new SavedPlan(
          before.isNull() ? null : before.stringValue(),
          node.path("after").stringValue(),
          node.path("machine").stringValue(),
          steps);
    } catch (JacksonException e) {
      throw new ActivationException("this is not a plan saved by firn rebuild plan", e);
    }
  }

  /** What is different now, as sentences; empty if the plan still holds. */
  public List<String> differences(SavedPlan now) {
    List<String> out = new ArrayList<>();
    if (!java.util.Objects.equals(before, now.before)) {
      out.add("the system in force was " + before + " and is " + now.before);
    }
    if (!after.equals(now.after)) {
      out.add("the system wanted was " + after + " and is " + now.after);
    }
    now.steps.stream().filter(step -> !steps.contains(step)).forEach(s -> out.add("new: " + s));
    steps.stream()
        .filter(step -> !now.steps.contains(step))
        .forEach(s -> out.add("no longer: " + s));
    if (out.isEmpty() && !machine.equals(now.machine)) {
      out.add("files, units or accounts of the machine are not as they were");
    }
    return out;
  }
}
