package firn.apply;

import firn.machine.AtOnce;
import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.plan.Action;
import firn.plan.Plan;
import firn.plan.Step;
import firn.plan.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the steps of a plan, in phases, through the journal. */
final class Transaction {
  /** Services that are ordered before {@code sysinit.target} are started again through it. */
  private static final String REACTIVATION = "sysinit-reactivation.target";

  /** Units of the service managers of users. */
  static final String USER_UNITS = "/etc/systemd/user/";

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
    Set<String> wheres = wheres();
    Map<String, UnitJobs> jobs = jobs(wheres);
    hostThenContainers(wheres, where -> stop(where, jobs.get(where)));
    hostThenContainers(wheres, this::change);
    hostThenContainers(wheres, where -> takeOver(where, jobs.get(where)));
    start(wheres, jobs);
  }

  /** Takes only the steps that are about running units; the files are as they shall be already. */
  void runUnits() throws IOException {
    Set<String> wheres = wheres();
    Map<String, UnitJobs> jobs = jobs(wheres);
    hostThenContainers(wheres, where -> stop(where, jobs.get(where)));
    start(wheres, jobs);
  }

  private static void start(Set<String> wheres, Map<String, UnitJobs> jobs) throws IOException {
    hostThenContainers(
        wheres,
        where -> {
          UnitJobs of = jobs.get(where);
          if (of != null) {
            of.start();
          }
        });
  }

  private Set<String> wheres() {
    Set<String> wheres = new LinkedHashSet<>();
    wheres.add(Machines.HOST);
    plan.steps().forEach(step -> wheres.add(step.where()));
    return wheres;
  }

  private Map<String, UnitJobs> jobs(Set<String> wheres) throws IOException {
    Map<String, UnitJobs> jobs = new ConcurrentHashMap<>();
    AtOnce.each(
        wheres,
        where -> {
          Machine machine = machines.find(where);
          if (machine != null && machine.isBooted()) {
            jobs.put(
                where,
                new UnitJobs(
                    machine,
                    steps(where),
                    of(after, where).manifest().units().keySet(),
                    recorder,
                    progress));
          }
        });
    return jobs;
  }

  /**
   * Containers do not wait for each other, but each for the machine it is on: the host, or another
   * container.
   */
  private static void hostThenContainers(Set<String> wheres, AtOnce.Action<String> action)
      throws IOException {
    action.on(Machines.HOST);
    Map<Integer, List<String>> byDepth = new TreeMap<>();
    for (String where : wheres) {
      if (!where.equals(Machines.HOST)) {
        int depth = where.split("/", -1).length;
        byDepth.computeIfAbsent(depth, none -> new ArrayList<>()).add(where);
      }
    }
    for (List<String> machines : byDepth.values()) {
      AtOnce.each(machines, action);
    }
  }

  private List<Step> steps(String where) {
    return plan.steps().stream().filter(step -> step.where().equals(where)).toList();
  }

  private void stop(String where, @Nullable UnitJobs jobs) throws IOException {
    if (steps(where).stream().noneMatch(UnitJobs::isJob)) {
      return;
    }
    if (jobs == null || !booted(where).isBooted()) {
      throw new ActivationException(where + " does not run any more");
    }
    jobs.stop();
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
  private void takeOver(String where, @Nullable UnitJobs jobs) throws IOException {
    List<Step> steps = changes(where);
    Machine machine = machines.find(where);
    if (machine == null || !machine.isBooted() || jobs == null) {
      return;
    }
    String oldScript = of(before, where).manifest().activationScript();
    String newScript = of(after, where).manifest().activationScript();
    if (newScript != null && (!steps.isEmpty() || !newScript.equals(oldScript))) {
      ActivationRequests.forget(machine);
      recorder.script(machine, oldScript, newScript);
      jobs.also(ActivationRequests.read(machine), of(after, where));
    }
    if (steps.stream().anyMatch(Step::changesManager)) {
      must(machine, "systemd could not start anew", machine.systemctl().daemonReexec());
    } else if (steps.stream()
        .anyMatch(step ->
            step.subject() instanceof Subject.Unit || step.subject().text().equals("/etc/fstab"))) {
      must(machine, "systemd could not read its units", machine.systemctl().daemonReload());
    }
    if (steps.stream().anyMatch(step -> step.subject().text().startsWith(USER_UNITS))) {
      // Their managers are theirs: one that cannot is told of, and stops nobody else.
      machine.systemctl().reloadUserManagers().forEach(text -> progress.note(where + ": " + text));
    }
    if (of(after, where).manifest().units().containsKey(REACTIVATION) && !steps.isEmpty()) {
      recorder.job(machine, "restart", List.of(REACTIVATION));
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
