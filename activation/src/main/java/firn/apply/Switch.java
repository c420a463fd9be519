package firn.apply;

import firn.health.Health;
import firn.health.HealthReport;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import firn.plan.LiveState;
import firn.plan.Plan;
import firn.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private static final String LOCK = "/var/lib/firn/lock";

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
   * @param system the logical store path of the system wanted; all of it is in the store
   * @param store where a logical store path lies on this machine
   * @throws ActivationException if an unfinished transaction must be recovered first
   */
  public static Switch plan(Machine machine, String system, Function<String, Path> store)
      throws IOException {
    if (!Journal.pending(machine.files()).isEmpty()) {
      throw new ActivationException(
          "a switch of this machine was interrupted and must be recovered first");
    }
    String current = Profiles.current(machine.files());
    LoadedSystem before =
        current == null ? LoadedSystem.nothing("") : LoadedSystem.read(current, store);
    LoadedSystem after = LoadedSystem.read(system, store);
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

  /**
   * Takes the steps, looks at the health of the result, and makes the new system the one in force;
   * or takes everything back.
   */
  public Outcome apply(Progress progress) throws IOException {
    try (AutoCloseable lock = machines.host().files().lock(LOCK)) {
      return applyLocked(progress);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome applyLocked(Progress progress) throws IOException {
    Machine host = machines.host();
    RootFolder files = host.files();
    if (plan.isEmpty() && Objects.equals(before.path(), after.path())) {
      HealthReport health =
          new Health(failedBefore(), progress::note).check(host, after, Duration.ZERO);
      return health.ok()
          ? new Outcome.Switched(health)
          : new Outcome.Undone(String.join("; ", health.problems()), health);
    }
    try {
      new Preparation(host, before, after, progress).run();
    } catch (ActivationException e) {
      return new Outcome.Undone(String.valueOf(e.getMessage()), null);
    }
    if (!Journal.pending(files).isEmpty()) {
      throw new ActivationException("another switch of this machine is under way");
    }
    Journal journal =
        Journal.begin(
            files,
            new JournalRecord.Open(
                before.path(), Objects.requireNonNull(after.path()), machines.places()));
    String reason;
    HealthReport health = null;
    try {
      new Transaction(
              machines, before, after, plan, store, new Recorder(journal, progress), progress)
          .run();
      health = new Health(failedBefore(), progress::note).check(host, after, Health.SETTLE);
      if (health.ok()) {
        progress.checkpoint();
        journal.write(new JournalRecord.Commit());
        return commit(journal, health, progress);
      }
      reason = String.join("; ", health.problems());
    } catch (IOException | RuntimeException e) {
      reason = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return undo(machines, journal, Journal.pending(files), reason, health, progress);
  }

  /** From here on the way leads forwards only: an interruption is recovered by doing this again. */
  private Outcome commit(Journal journal, HealthReport health, Progress progress) {
    try {
      Profiles.commit(machines, before, after, progress);
      progress.checkpoint();
      journal.end();
      return new Outcome.Switched(health);
    } catch (IOException | RuntimeException e) {
      return new Outcome.NotUndone(
          "the new system runs, but its profile could not be moved: " + e.getMessage(),
          List.of("the profiles of " + machines.host().files().path()),
          health);
    }
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

  private static Outcome undo(
      Machines machines,
      Journal journal,
      List<JournalRecord> records,
      String reason,
      @Nullable HealthReport health,
      Progress progress)
      throws IOException {
    progress.note("undoing: " + reason);
    progress.checkpoint();
    try {
      journal.write(new JournalRecord.Undo(reason));
    } catch (IOException e) {
      // The record is for readers; on a full disk the way back must still be open.
      progress.note("the journal cannot be written: " + e.getMessage());
    }
    List<String> problems = new Undo(machines, progress).run(records);
    if (!problems.isEmpty()) {
      return new Outcome.NotUndone(reason, problems, health);
    }
    progress.checkpoint();
    journal.end();
    return new Outcome.Undone(reason, health);
  }

  /**
   * Ends a transaction that was interrupted: forwards if only the profiles were left to move, else
   * back.
   *
   * @return how it ended, or null if there was nothing to recover
   */
  public static @Nullable Recovery recover(
      Machine machine, Function<String, Path> store, Progress progress) throws IOException {
    if (Journal.pending(machine.files()).isEmpty()) {
      return null;
    }
    // The journal of a switch that is still running is not one to recover.
    try (AutoCloseable lock = machine.files().lock(LOCK)) {
      return recoverLocked(machine, store, progress);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Recovery recoverLocked(
      Machine machine, Function<String, Path> store, Progress progress) throws IOException {
    List<JournalRecord> records = Journal.pending(machine.files());
    if (records.isEmpty() || !(records.getFirst() instanceof JournalRecord.Open open)) {
      return null;
    }
    Journal journal = Journal.reopen(machine.files());
    try (Machines machines = new Machines(machine, open.places())) {
      if (records.stream().anyMatch(entry -> entry instanceof JournalRecord.Commit)) {
        LoadedSystem before =
            open.before() == null
                ? LoadedSystem.nothing("")
                : LoadedSystem.read(open.before(), store);
        Profiles.commit(machines, before, LoadedSystem.read(open.after(), store), progress);
        journal.end();
        return new Recovery(true, open.after(), List.of());
      }
      Outcome outcome =
          undo(machines, journal, records, "the switch was interrupted", null, progress);
      List<String> problems =
          outcome instanceof Outcome.NotUndone failed ? failed.problems() : List.of();
      return new Recovery(false, open.before(), problems);
    }
  }

  /**
   * How an interrupted switch was ended.
   *
   * @param finished whether it was completed, rather than taken back
   * @param system the system now in force, null for none
   * @param problems what could not be taken back
   */
  public record Recovery(boolean finished, @Nullable String system, List<String> problems) {}

  @Override
  public void close() {
    machines.close();
  }
}
