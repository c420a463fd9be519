package firn.apply;

import firn.health.Health;
import firn.health.HealthReport;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import firn.plan.LiveState;
import firn.plan.Plan;
import firn.plan.Planner;
import firn.systemd.UnitState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A switch of one machine, and of the containers on it, from the system in force to another: plan
 * it, look at the plan, apply it.
 */
public final class Switch implements AutoCloseable {
  static final String LOCK = "/var/lib/firn/lock";

  private final Machines machines;
  private final LoadedSystem before;
  private final LoadedSystem after;
  private final LiveState live;
  private final Plan plan;
  private final Function<String, Path> store;

  private Switch(
      Machines machines,
      LoadedSystem before,
      LoadedSystem after,
      LiveState live,
      Function<String, Path> store) {
    this.machines = machines;
    this.before = before;
    this.after = after;
    this.live = live;
    this.plan = Planner.plan(before, after, live);
    this.store = store;
  }

  /**
   * Plans the way from the system in force on a machine to another. Changes nothing.
   *
   * @param system the logical store path of the system wanted, all of which is in the store; null
   *     to take away all that is declared
   * @param store where a logical store path lies on this machine
   * @throws ActivationException if an unfinished transaction must be recovered first
   */
  public static Switch plan(Machine machine, @Nullable String system, Function<String, Path> store)
      throws IOException {
    if (!Journal.pending(machine.files()).isEmpty()) {
      throw new ActivationException(
          "a switch of this machine was interrupted and must be recovered first");
    }
    String current = Generations.inForce(machine.files());
    LoadedSystem before =
        current == null ? LoadedSystem.nothing("") : LoadedSystem.read(current, store);
    LoadedSystem after =
        system == null ? LoadedSystem.nothing("") : LoadedSystem.read(system, store, before);
    Machines machines = new Machines(machine, Machines.places(before, after));
    try {
      LiveState live = new LiveReader(machines, new SystemFiles(store)).read(before, after);
      return new Switch(machines, before, after, live, store);
    } catch (IOException | RuntimeException e) {
      machines.close();
      throw e;
    }
  }

  /** The steps. */
  public Plan plan() {
    return plan;
  }

  /** The logical store path of the system in force, or null if there is none. */
  public @Nullable String systemBefore() {
    return before.path();
  }

  /** The system in force. */
  public LoadedSystem before() {
    return before;
  }

  /** The system wanted. */
  public LoadedSystem after() {
    return after;
  }

  /** The ending that leaves profile and system in force as they are. */
  public Ending restoring() throws IOException {
    Generations profile = Generations.booted(machines.host().files());
    return new Ending(
        Objects.equals(profile.current(), after.path()) ? Ending.Kind.KEEP : Ending.Kind.TEST,
        profile.path(),
        null);
  }

  /** What makes the plan impossible, each with the option that asks for it. Changes nothing. */
  public List<String> obstacles() throws IOException {
    List<String> out =
        new ArrayList<>(new Missing(before.manifest(), after.manifest(), live, store).obstacles());
    out.addAll(new Feasibility(machines.host(), before, after, store).obstacles());
    return out;
  }

  /** A digest of what was seen of the machine, equal as long as the plan would be the same. */
  public String machineDigest() {
    return MachineDigest.of(before, after, live);
  }

  /**
   * Takes the steps, looks at the health of the result, and makes the new system the one in force;
   * or takes everything back.
   */
  public Outcome apply(Progress progress) throws IOException {
    return apply(Intent.DEFAULT, progress);
  }

  /** As {@link #apply(Progress)}, to another end than making the system the one to boot. */
  public Outcome apply(Intent intent, Progress progress) throws IOException {
    try (AutoCloseable lock = machines.host().files().lock(LOCK)) {
      return applyLocked(intent, progress);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome applyLocked(Intent intent, Progress progress) throws IOException {
    Machine host = machines.host();
    RootFolder files = host.files();
    if (plan.isEmpty()
        && Objects.equals(before.path(), after.path())
        && intent.ending().isDone(files, after.path())) {
      HealthReport health =
          new Health(failedBefore(), progress::note).look(host, after, this::unitsOf);
      return health.ok()
          ? new Outcome.Switched(health)
          : new Outcome.Undone(health.reason(), health);
    }
    try {
      new Preparation(host, before, after, progress).run();
    } catch (ActivationException e) {
      return new Outcome.Undone(String.valueOf(e.getMessage()), null);
    }
    List<String> obstacles = obstacles();
    if (!obstacles.isEmpty()) {
      return new Outcome.Refused(obstacles);
    }
    if (!Journal.pending(files).isEmpty()) {
      throw new ActivationException("another switch of this machine is under way");
    }
    Journal journal =
        Journal.begin(
            files,
            new JournalRecord.Open(
                before.path(),
                after.path(),
                machines.places(),
                intent.ending(),
                MachineRun.of(host)),
            intent.recovery());
    String reason;
    HealthReport health = null;
    try {
      new Transaction(
              machines, before, after, plan, store, new Recorder(journal, progress), progress)
          .run();
      health = new Health(failedBefore(), progress::note).check(host, after, intent.settle());
      if (health.ok()) {
        progress.checkpoint();
        if (!intent.confirm().isZero()) {
          long until = Instant.now().plus(intent.confirm()).getEpochSecond();
          journal.write(new JournalRecord.Trial(until));
          return new Outcome.Unconfirmed(health, until);
        }
        journal.write(new JournalRecord.Commit());
        return commit(journal, intent.ending(), health, progress);
      }
      reason = health.reason();
    } catch (IOException | RuntimeException e) {
      reason = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return undo(
        new Undo(machines, progress),
        machines,
        journal,
        Journal.pending(files),
        reason,
        health,
        progress);
  }

  /** From here on the way leads forwards only: an interruption is recovered by doing this again. */
  private Outcome commit(Journal journal, Ending ending, HealthReport health, Progress progress) {
    try {
      Profiles.commit(machines, before, after, ending, progress);
      progress.checkpoint();
      journal.end(ending);
      return new Outcome.Switched(health);
    } catch (IOException | RuntimeException e) {
      return new Outcome.NotUndone(
          "the new system runs, but its profile could not be moved: " + e.getMessage(),
          List.of("the profiles of " + machines.host().files().path()),
          health);
    }
  }

  /** What planning read of the units of a machine, or null if it was not booted. */
  private @Nullable Map<String, UnitState> unitsOf(String where) {
    LiveState at = live;
    if (!where.equals(Machines.HOST)) {
      for (String name : where.split("/")) {
        at = at.containers().getOrDefault(name, LiveState.NOTHING);
      }
    }
    return at.booted() ? at.units() : null;
  }

  private Set<String> failedBefore() {
    Set<String> out = new TreeSet<>();
    failed(Machines.HOST, live, out);
    return out;
  }

  private static void failed(String where, LiveState live, Set<String> out) {
    live.units()
        .forEach((unit, state) -> {
          if (state.isFailed()) {
            out.add(where + ":" + unit);
          }
        });
    live.containers().forEach((name, inner) -> failed(Machines.within(where, name), inner, out));
  }

  static Outcome undo(
      Undo undo,
      Machines machines,
      Journal journal,
      List<JournalRecord> records,
      String reason,
      @Nullable HealthReport health,
      Progress progress)
      throws IOException {
    // Who interrupted the switch wants it undone, and that must not be interrupted.
    Thread.interrupted();
    progress.note("undoing: " + reason.lines().findFirst().orElse(""));
    progress.undoing();
    progress.checkpoint();
    Journal.giveReserveBack(machines.host().files());
    try {
      journal.write(new JournalRecord.Undo(reason));
    } catch (IOException e) {
      // The record is for readers; on a full disk the way back must still be open.
      progress.note("the journal cannot be written: " + e.getMessage());
    }
    List<String> problems = undo.run(records);
    if (!problems.isEmpty()) {
      return new Outcome.NotUndone(reason, problems, health);
    }
    progress.checkpoint();
    journal.end(Ending.DEFAULT);
    return new Outcome.Undone(reason, health);
  }

  @Override
  public void close() {
    machines.close();
  }
}
