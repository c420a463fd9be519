package firn.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan as data for JSON: {@code {"steps": [{"action", "subject", "where", "reason"}]}}. */
public final class PlanJson {
  private PlanJson() {}

  public static Map<String, Object> of(Plan plan) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("action", step.action().word());
      fields.put("subject", step.subject().text());
      fields.put("where", step.where());
      fields.put("reason", step.reason());
      steps.add(fields);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("steps", steps);
    return out;
  }
}
