package firn.apply;

import firn.health.CheckResult;
import firn.health.HealthReport;
import firn.health.MachineHealth;
import firn.health.OciHealth;
import firn.plan.Plan;
import firn.plan.PlanJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a switch, or several on one host, came to: the document of {@code --json}, described by
 * {@code docs/schema/report.schema.json}.
 *
 * @param plans the plans in the order in which they were applied
 * @param last how the last one ended
 */
public record Report(List<Plan> plans, Outcome last) {
  /** Whether everything was applied and is well. */
  public boolean ok() {
    return last instanceof Outcome.Switched || last instanceof Outcome.Unconfirmed;
  }

  /** The report as data for JSON. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("ok", ok());
    HealthReport health =
        switch (last) {
          case Outcome.Switched switched -> switched.health();
          case Outcome.Unconfirmed waiting -> waiting.health();
          case Outcome.Refused refused -> null;
          case Outcome.Undone undone -> undone.health();
          case Outcome.NotUndone not -> not.health();
        };
    switch (last) {
      case Outcome.Switched switched -> {}
      case Outcome.Unconfirmed waiting -> out.put("confirmUntil", waiting.until());
      case Outcome.Refused refused -> out.put("error", String.join("; ", refused.obstacles()));
      case Outcome.Undone undone -> out.put("error", undone.reason());
      case Outcome.NotUndone not -> {
        out.put("error", not.reason());
        out.put("notUndone", not.problems());
      }
    }
    out.put("host", health == null ? null : machine(health.host()));
    Map<String, Object> containers = new LinkedHashMap<>();
    Map<String, Object> oci = new LinkedHashMap<>();
    List<Object> checks = new ArrayList<>();
    if (health != null) {
      health.containers().forEach(inner -> containers.put(inner.where(), machine(inner)));
      health.oci().forEach(container -> oci.put(container.name(), oci(container)));
      health.checks().forEach(check -> checks.add(check(check)));
    }
    out.put("containers", containers);
    out.put("oci", oci);
    out.put("checks", checks);
    out.put("plans", plans.stream().map(PlanJson::of).toList());
    return out;
  }

  private static Map<String, Object> machine(MachineHealth machine) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("state", machine.state());
    out.put("running", machine.running());
    out.put("failed", machine.failed());
    out.put("system", machine.system());
    return out;
  }

  private static Map<String, Object> oci(OciHealth container) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("ok", container.ok());
    out.put("unit", container.unit());
    out.put("state", container.state());
    return out;
  }

  private static Map<String, Object> check(CheckResult check) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", check.name());
    out.put("where", check.where());
    out.put("type", check.type());
    out.put("ok", check.ok());
    out.put("message", check.message());
    return out;
  }
}
