package firn.plan;

import java.util.ArrayList;
import java.util.List;

/** The steps of one machine, by the phase they belong to. */
final class MachineSteps {
  final String where;
  final List<Step> stops = new ArrayList<>();
  final List<Step> changes = new ArrayList<>();
  final List<Step> reloads = new ArrayList<>();
  final List<Step> restarts = new ArrayList<>();
  final List<Step> starts = new ArrayList<>();
  final List<Step> keeps = new ArrayList<>();

  MachineSteps(String where) {
    this.where = where;
  }

  void add(Action action, Subject subject, String reason) {
    add(action, subject, reason, false);
  }

  void add(Action action, Subject subject, String reason, boolean stopsFirst) {
    phase(action).add(new Step(action, subject, where, reason, stopsFirst));
  }

  private List<Step> phase(Action action) {
    return switch (action) {
      case STOP -> stops;
      case CREATE, CHANGE, REMOVE -> changes;
      case RELOAD -> reloads;
      case RESTART -> restarts;
      case START -> starts;
      case KEEP -> keeps;
    };
  }

  /** Whether a step of this kind is there for a unit. */
  boolean has(Action action, String unit) {
    Subject subject = new Subject.Unit(unit);
    return phase(action).stream()
        .anyMatch(step -> step.action() == action && step.subject().equals(subject));
  }
}
