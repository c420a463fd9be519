package firn.apply;

import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.plan.Action;
import firn.plan.Step;
import firn.plan.Subject;
import firn.systemd.UnitFile;
import firn.systemd.UnitState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the units of one booted machine are told, in the order in which it is told. */
final class UnitJobs {
  private final Machine machine;
  private final List<Step> steps;
  private final Recorder recorder;
  private final Progress progress;
  private final Set<String> declared;
  private final Map<String, UnitState> before;
  private final Set<String> alsoReload = new LinkedHashSet<>();
  private final Set<String> alsoRestart = new LinkedHashSet<>();
  private final Set<String> alsoStart = new LinkedHashSet<>();

  /**
   * @param declared the units of the new system
   */
  UnitJobs(
      Machine machine, List<Step> steps, Set<String> declared, Recorder recorder, Progress progress)
      throws IOException {
    this.machine = machine;
    this.steps = steps;
    this.declared = declared;
    this.recorder = recorder;
    this.progress = progress;
    this.before =
        steps.stream().anyMatch(UnitJobs::isJob)
            ? machine.systemctl().activity(declared)
            : Map.of();
  }

  /** Whether a step tells a running machine to do something. */
  static boolean isJob(Step step) {
    return switch (step.action()) {
      case START, STOP, RESTART, RELOAD -> true;
      default -> false;
    };
  }

  /** What is stopped before anything is changed. */
  void stop() throws IOException {
    List<String> swaps = new ArrayList<>();
    for (Step step : steps) {
      if (step.subject() instanceof Subject.Swap swap && step.action() == Action.STOP) {
        progress.begun(step);
        swaps.add(swap.device());
      }
    }
    recorder.swapOff(machine, swaps);
    List<String> units = units(UnitJobs::stopsBefore);
    recorder.job(machine, "stop", units);
    if (!units.isEmpty()) {
      // It has stopped, whatever its last words were: many a program ends with an error then.
      machine.systemctl().resetFailed(units);
    }
  }

  /** What an activation script asks for beside the plan, as far as the units allow it. */
  void also(ActivationRequests requests, LoadedSystem system) throws IOException {
    List<String> asked = new ArrayList<>(requests.restart());
    asked.addAll(requests.reload());
    if (asked.isEmpty()) {
      return;
    }
    Map<String, UnitState> states = machine.systemctl().states(asked);
    for (String unit : requests.restart()) {
      UnitFile file = UnitFile.parse(system.unitTexts().getOrDefault(unit, ""));
      boolean active = states.getOrDefault(unit, UnitState.ABSENT).isActive();
      if (!active) {
        alsoStart.add(unit);
      } else if (file.directive("X-ReloadIfChanged", false)) {
        alsoReload.add(unit);
      } else if (file.directive("X-RestartIfChanged", true)
          && !file.flag("Unit", "RefuseManualStop", false)
          && !file.directive("X-OnlyManualStart", false)) {
        alsoRestart.add(unit);
      }
    }
    for (String unit : requests.reload()) {
      boolean active = states.getOrDefault(unit, UnitState.ABSENT).isActive();
      if (active && !alsoRestart.contains(unit)) {
        alsoReload.add(unit);
      }
    }
  }

  /** What is told after everything was changed. */
  void start() throws IOException {
    Set<String> restart = new LinkedHashSet<>(units(UnitJobs::restartsInPlace));
    restart.addAll(alsoRestart);
    Set<String> reload = new LinkedHashSet<>(units(step -> step.action() == Action.RELOAD));
    reload.addAll(alsoReload);
    reload.removeAll(restart);
    Set<String> start = new LinkedHashSet<>(units(UnitJobs::startsAfter));
    start.addAll(alsoStart);
    if (!reload.isEmpty()) {
      // One that required a stopped unit went down with it: there is nothing to be reloaded.
      Map<String, UnitState> states = machine.systemctl().states(List.copyOf(reload));
      for (String unit : List.copyOf(reload)) {
        if (!states.getOrDefault(unit, UnitState.ABSENT).isActive()) {
          reload.remove(unit);
          start.add(unit);
        }
      }
    }
    recorder.job(machine, "reload", List.copyOf(reload));
    List<String> fresh = new ArrayList<>(restart);
    fresh.addAll(start);
    if (!fresh.isEmpty()) {
      // Failures of the old version do not count against the new one.
      machine.systemctl().resetFailed(fresh);
    }
    recorder.job(machine, "restart", List.copyOf(restart));
    recorder.job(machine, "start", List.copyOf(start));
    startWhatFellWithOthers();
  }

  private static boolean stopsBefore(Step step) {
    return step.action() == Action.STOP || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private static boolean restartsInPlace(Step step) {
    return step.action() == Action.RESTART && !step.stopsFirst();
  }

  private static boolean startsAfter(Step step) {
    return step.action() == Action.START || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private List<String> units(Predicate<Step> which) {
    List<String> units = new ArrayList<>();
    for (Step step : steps) {
      if (step.subject() instanceof Subject.Unit unit && which.test(step)) {
        progress.begun(step);
        units.add(unit.name());
      }
    }
    return units;
  }

  /** A unit that required one that was stopped went down with it, and nothing brings it back. */
  private void startWhatFellWithOthers() throws IOException {
    Set<String> stopped = new LinkedHashSet<>();
    boolean touched = !alsoRestart.isEmpty();
    for (Step step : steps) {
      if (step.subject() instanceof Subject.Unit unit) {
        touched |= stopsBefore(step) || step.action() == Action.RESTART;
        if (step.action() == Action.STOP) {
          stopped.add(unit.name());
        }
      }
    }
    if (!touched) {
      return;
    }
    Map<String, UnitState> now = machine.systemctl().activity(declared);
    List<String> fallen = new ArrayList<>();
    for (String unit : new TreeSet<>(declared)) {
      UnitState old = before.getOrDefault(unit, UnitState.ABSENT);
      UnitState state = now.getOrDefault(unit, UnitState.ABSENT);
      boolean fell =
          old.active().equals("active")
              && state.active().equals("inactive")
              && !state.isFinishedOneshot()
              && state.startable();
      if (fell && !stopped.contains(unit)) {
        fallen.add(unit);
      }
    }
    if (!fallen.isEmpty()) {
      progress.note(machine.name() + ": starting again what stopped with others: " + fallen);
      recorder.job(machine, "start", fallen);
    }
  }
}
