package firn.apply;

import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import firn.plan.LiveState;
import firn.plan.Plan;
import firn.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a switch that did not end by itself was ended: forwards if only the profiles were left to
 * move, else back.
 *
 * @param finished whether it was completed, rather than taken back
 * @param system the system now in force, null for none
 * @param problems what could not be taken back
 */
public record Recovery(boolean finished, @Nullable String system, List<String> problems) {
  public Recovery {
    problems = List.copyOf(problems);
  }

  /**
   * Until when a switch of the machine waits to be confirmed, in seconds since 1970; null if none
   * does.
   */
  public static @Nullable Long awaited(RootFolder files) throws IOException {
    Long until = null;
    for (JournalRecord entry : Journal.pending(files)) {
      switch (entry) {
        case JournalRecord.Trial trial -> until = trial.until();
        case JournalRecord.Commit commit -> until = null;
        case JournalRecord.Undo undo -> until = null;
        default -> {}
      }
    }
    return until;
  }

  /** Whether a switch of the machine has not ended. */
  public static boolean isNeeded(RootFolder files) throws IOException {
    return !Journal.pending(files).isEmpty();
  }

  /**
   * Ends a switch that was interrupted or was not confirmed.
   *
   * @return how it ended, or null if there was nothing to recover
   * @throws IOException if the switch is still running
   */
  public static @Nullable Recovery of(
      Machine machine, Function<String, Path> store, Progress progress) throws IOException {
    return end(machine, store, progress, false);
  }

  /**
   * Confirms a switch that waits for it.
   *
   * @return how it ended, or null if none waits
   */
  public static @Nullable Recovery confirm(
      Machine machine, Function<String, Path> store, Progress progress) throws IOException {
    return end(machine, store, progress, true);
  }

  private static @Nullable Recovery end(
      Machine machine, Function<String, Path> store, Progress progress, boolean confirm)
      throws IOException {
    if (Journal.pending(machine.files()).isEmpty()) {
      return null;
    }
    // The journal of a switch that is still running is not one to recover.
    try (AutoCloseable lock = machine.files().lock(Switch.LOCK)) {
      return endLocked(machine, store, progress, confirm);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Recovery endLocked(
      Machine machine, Function<String, Path> store, Progress progress, boolean confirm)
      throws IOException {
    List<JournalRecord> records = Journal.pending(machine.files());
    if (records.isEmpty() || !(records.getFirst() instanceof JournalRecord.Open open)) {
      return null;
    }
    if (confirm && awaited(machine.files()) == null) {
      return null;
    }
    Journal.giveReserveBack(machine.files());
    Journal journal = Journal.reopen(machine.files());
    if (confirm) {
      journal.write(new JournalRecord.Commit());
    }
    boolean decided =
        confirm || records.stream().anyMatch(entry -> entry instanceof JournalRecord.Commit);
    try (Machines machines = new Machines(machine, open.places())) {
      if (decided) {
        Profiles.commit(
            machines,
            system(open.before(), store),
            system(open.after(), store),
            open.ending(),
            progress);
        journal.end(open.ending());
        return new Recovery(true, open.after(), List.of());
      }
      Undo undo = new Undo(machines, progress);
      String run = MachineRun.of(machine);
      if (open.run() != null && run != null && !open.run().equals(run)) {
        undo.unitsOfAnotherRun(
            () -> settle(machines, open, store, new Recorder(journal, progress), progress));
      }
      Outcome outcome =
          Switch.undo(
              undo, machines, journal, records, "the switch was interrupted", null, progress);
      List<String> problems =
          outcome instanceof Outcome.NotUndone failed ? failed.problems() : List.of();
      return new Recovery(false, open.before(), problems);
    }
  }

  /**
   * The machine booted from files that were partly old and partly new, without having ended the
   * switch first: what is not the old system's stops, and what is starts.
   */
  private static void settle(
      Machines machines,
      JournalRecord.Open open,
      Function<String, Path> store,
      Recorder recorder,
      Progress progress)
      throws IOException {
    LoadedSystem from = system(open.after(), store);
    LoadedSystem to = system(open.before(), store);
    LiveState live = new LiveReader(machines, new SystemFiles(store)).read(from, to);
    Plan plan = Planner.plan(from, to, live);
    new Transaction(machines, from, to, plan, store, recorder, progress).runUnits();
  }

  private static LoadedSystem system(@Nullable String path, Function<String, Path> store) {
    return path == null ? LoadedSystem.nothing("") : LoadedSystem.read(path, store);
  }
}
