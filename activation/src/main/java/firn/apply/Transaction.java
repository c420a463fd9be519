package firn.apply;

import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.plan.Action;
import firn.plan.Plan;
import firn.plan.Step;
import firn.plan.Subject;
import firn.systemd.UnitState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the steps of a plan, in phases, through the journal. */
final class Transaction {
  private static final String PASSWORD_LOCK = "/etc/.pwd.lock";
  static final Duration SCRIPT_LIMIT = Duration.ofMinutes(10);

  private final Machines machines;
  private final LoadedSystem before;
  private final LoadedSystem after;
  private final Plan plan;
  private final Function<String, Path> store;
  private final SystemFiles declared;
  private final Recorder recorder;
  private final Progress progress;
  private final Map<String, Map<String, UnitState>> statesBefore = new LinkedHashMap<>();

  Transaction(
      Machines machines,
      LoadedSystem before,
      LoadedSystem after,
      Plan plan,
      Function<String, Path> store,
      Recorder recorder,
      Progress progress) {
    this.machines = machines;
    this.before = before;
    this.after = after;
    this.plan = plan;
    this.store = store;
    this.declared = new SystemFiles(store);
    this.recorder = recorder;
    this.progress = progress;
  }

  /**
   * Takes all steps.
   *
   * @throws ActivationException if one fails; those before it are in the journal
   */
  void run() throws IOException {
    Set<String> wheres = new LinkedHashSet<>();
    wheres.add(Machines.HOST);
    plan.steps().forEach(step -> wheres.add(step.where()));
    for (String where : wheres) {
      Machine machine = machines.find(where);
      if (machine != null && machine.isBooted()) {
        statesBefore.put(where, machine.systemctl().states());
      }
    }
    for (String where : wheres) {
      job(where, "stop", Transaction::stopsBefore);
    }
    for (String where : wheres) {
      change(where);
    }
    for (String where : wheres) {
      takeOver(where);
    }
    for (String where : wheres) {
      job(where, "reload", step -> step.action() == Action.RELOAD);
      job(where, "restart", step -> step.action() == Action.RESTART && !step.stopsFirst());
      job(where, "start", Transaction::startsAfter);
      startWhatFellWithOthers(where);
    }
  }

  private static boolean stopsBefore(Step step) {
    return step.action() == Action.STOP || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private static boolean startsAfter(Step step) {
    return step.action() == Action.START || (step.action() == Action.RESTART && step.stopsFirst());
  }

  private void job(String where, String verb, Predicate<Step> which) throws IOException {
    List<String> units = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step.where().equals(where)
          && step.subject() instanceof Subject.Unit unit
          && which.test(step)) {
        progress.begun(step);
        units.add(unit.name());
      }
    }
    if (!units.isEmpty()) {
      recorder.job(booted(where), verb, units);
    }
  }

  private Machine booted(String where) throws IOException {
    Machine machine = machines.get(where);
    if (!machine.isBooted()) {
      throw new ActivationException(where + " does not run any more");
    }
    return machine;
  }

  private List<Step> changes(String where) {
    return plan.steps().stream()
        .filter(step -> step.where().equals(where) && MachineChanges.isChange(step))
        .toList();
  }

  private void change(String where) throws IOException {
    List<Step> steps = changes(where);
    boolean accounts = declareOtherAccounts(where);
    if (steps.isEmpty() && !accounts) {
      return;
    }
    Machine machine = machines.get(where);
    MachineChanges changes =
        new MachineChanges(machine.files(), of(before, where), of(after, where), declared);
    steps.forEach(progress::begun);
    if (accounts || steps.stream().anyMatch(MachineChanges::isAboutAccounts)) {
      MadeFolders.remember(machine.files(), PASSWORD_LOCK);
      try (AutoCloseable held = machine.files().lock(PASSWORD_LOCK)) {
        record(machine, changes.accounts());
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    List<Change> paths = new ArrayList<>();
    for (Step step : steps) {
      paths.addAll(changes.of(step));
    }
    record(machine, paths);
    for (Step step : steps) {
      if (step.subject() instanceof Subject.Container container && step.action() != Action.REMOVE) {
        layOut(Machines.within(where, container.name()));
      }
    }
  }

  /** Accounts that were there before are remembered although nothing about them changes. */
  private boolean declareOtherAccounts(String where) {
    return !of(before, where).manifest().users().equals(of(after, where).manifest().users());
  }

  private void record(Machine machine, List<Change> changes) throws IOException {
    recorder.change(machine, MadeFolders.read(machine.files()).completed(changes));
  }

  /** Makes the root of a container, or what is missing of it. */
  private void layOut(String where) throws IOException {
    machines.makeRoot(where);
    Machine machine = machines.get(where);
    if (!machine.isBooted()) {
      Layout layout = new Layout(of(after, where).manifest(), store);
      recorder.change(machine, Recorder.puts(layout.entries(machine.files())));
    }
  }

  /** Makes a booted machine take over its changed files. */
  private void takeOver(String where) throws IOException {
    List<Step> steps = changes(where);
    Machine machine = machines.find(where);
    if (machine == null || !machine.isBooted() || !statesBefore.containsKey(where)) {
      return;
    }
    String oldScript = of(before, where).manifest().activationScript();
    String newScript = of(after, where).manifest().activationScript();
    if (newScript != null && (!steps.isEmpty() || !newScript.equals(oldScript))) {
      recorder.script(machine, oldScript, newScript);
    }
    if (steps.stream().anyMatch(step -> step.subject() instanceof Subject.Unit)) {
      must(machine, "systemd could not read its units", machine.systemctl().daemonReload());
    }
    List<String> tmpfiles = new ArrayList<>();
    for (Step step : steps) {
      if (step.subject() instanceof Subject.File file
          && step.action() != Action.REMOVE
          && file.path().startsWith("/etc/tmpfiles.d/")) {
        tmpfiles.add(file.path());
      }
    }
    if (!tmpfiles.isEmpty()) {
      List<String> command = new ArrayList<>(List.of("systemd-tmpfiles", "--create"));
      command.addAll(tmpfiles);
      CommandResult result = machine.run(Duration.ofMinutes(2), command);
      if (!result.succeeded()) {
        progress.note(where + ": systemd-tmpfiles: " + result.complaint());
      }
    }
  }

  private static void must(Machine machine, String what, CommandResult result) {
    if (!result.succeeded()) {
      throw new ActivationException(machine.name() + ": " + what + ": " + result.complaint());
    }
  }

  /** A unit that required one that was stopped went down with it, and nothing brings it back. */
  private void startWhatFellWithOthers(String where) throws IOException {
    Map<String, UnitState> was = statesBefore.get(where);
    Machine machine = machines.find(where);
    if (was == null || machine == null || !machine.isBooted()) {
      return;
    }
    Set<String> stopped = new LinkedHashSet<>();
    boolean touched = false;
    for (Step step : plan.steps()) {
      if (step.where().equals(where) && step.subject() instanceof Subject.Unit unit) {
        touched |= stopsBefore(step) || step.action() == Action.RESTART;
        if (step.action() == Action.STOP) {
          stopped.add(unit.name());
        }
      }
    }
    if (!touched) {
      return;
    }
    Map<String, UnitState> now = machine.systemctl().states();
    List<String> fallen = new ArrayList<>();
    for (String unit : new TreeSet<>(of(after, where).manifest().units().keySet())) {
      UnitState old = was.getOrDefault(unit, UnitState.ABSENT);
      UnitState state = now.getOrDefault(unit, UnitState.ABSENT);
      boolean fell =
          old.active().equals("active")
              && state.active().equals("inactive")
              && !state.isFinishedOneshot();
      if (fell && !stopped.contains(unit)) {
        fallen.add(unit);
      }
    }
    if (!fallen.isEmpty()) {
      progress.note(where + ": starting again what stopped with others: " + fallen);
      recorder.job(machine, "start", fallen);
    }
  }

  /** The system of a machine within one of the host. */
  static LoadedSystem of(LoadedSystem system, String where) {
    if (where.equals(Machines.HOST)) {
      return system;
    }
    LoadedSystem at = system;
    for (String name : where.split("/")) {
      @Nullable LoadedSystem inner = at.containers().get(name);
      if (inner == null) {
        return LoadedSystem.nothing(name);
      }
      at = inner;
    }
    return at;
  }
}
