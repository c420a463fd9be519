package firn.apply;

import firn.apply.JournalRecord.Prior;
import firn.machine.CommandResult;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.machine.Systemctl;
import firn.systemd.UnitState;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does things to machines, each after the journal holds what it takes to undo it. */
final class Recorder {
  private final Journal journal;
  private final Progress progress;

  Recorder(Journal journal, Progress progress) {
    this.journal = journal;
    this.progress = progress;
  }

  /** Changes paths of a machine. */
  void change(Machine machine, List<Change> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    RootFolder files = machine.files();
    List<Prior> priors = new ArrayList<>();
    Set<String> movedAway = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (Change change : changes) {
      switch (change) {
        case Change.Put put -> {
          if (!(put.entry() instanceof Entry.Absent)) {
            missingFolders(files, put.path(), folders, priors);
          }
          if (!movedAway.contains(put.path())) {
            priors.add(new Prior(put.path(), files.read(put.path()), null));
          }
        }
        case Change.Move move -> {
          missingFolders(files, move.to(), folders, priors);
          movedAway.add(move.from());
          priors.add(new Prior(move.from(), null, move.to()));
        }
        case Change.Prune prune -> {
          Entry there = files.read(prune.path());
          if (there instanceof Entry.Folder && !folders.contains(prune.path())) {
            priors.add(new Prior(prune.path(), there, null));
          }
        }
      }
    }
    progress.checkpoint();
    journal.write(new JournalRecord.Paths(machine.name(), priors));
    for (Change change : changes) {
      progress.checkpoint();
      switch (change) {
        case Change.Put put -> files.put(put.path(), put.entry());
        case Change.Move move -> files.move(move.from(), move.to());
        case Change.Prune prune -> prune(files, prune.path());
      }
    }
  }

  /** Folders that a change brings with it are gone again when it is taken back. */
  private static void missingFolders(
      RootFolder files, String path, Set<String> known, List<Prior> priors) throws IOException {
    for (String folder : MadeFolders.above(path)) {
      if (known.add(folder) && files.read(folder) instanceof Entry.Absent) {
        priors.add(new Prior(folder, Entry.ABSENT, null));
      }
    }
  }

  static void prune(RootFolder files, String folder) throws IOException {
    try {
      files.remove(folder);
    } catch (DirectoryNotEmptyException e) {
      // It holds something that is not Firn's.
      return;
    }
  }

  /**
   * Gives units of a machine one job.
   *
   * @throws ActivationException if it fails for one of them
   */
  void job(Machine machine, String verb, List<String> units) throws IOException {
    if (units.isEmpty()) {
      return;
    }
    Systemctl systemctl = machine.systemctl();
    Map<String, UnitState> states = systemctl.states(units);
    Map<String, Boolean> ran = new LinkedHashMap<>();
    units.forEach(unit -> ran.put(unit, states.getOrDefault(unit, UnitState.ABSENT).isActive()));
    progress.checkpoint();
    journal.write(new JournalRecord.Job(machine.name(), verb, ran));
    progress.checkpoint();
    CommandResult result = systemctl.job(verb, units);
    if (!result.succeeded()) {
      throw new ActivationException(
          "%s: systemctl %s failed: %s"
              .formatted(machine.name(), verb, complaint(machine, units, result)));
    }
  }

  /** Takes swap spaces out of use. */
  void swapOff(Machine machine, List<String> devices) throws IOException {
    if (devices.isEmpty()) {
      return;
    }
    Map<String, Boolean> used = new LinkedHashMap<>();
    devices.forEach(device -> used.put(device, true));
    progress.checkpoint();
    journal.write(new JournalRecord.Job(machine.name(), "swapoff", used));
    List<String> command = new ArrayList<>(List.of("swapoff", "--"));
    command.addAll(devices);
    CommandResult result = machine.run(Duration.ofMinutes(10), command);
    if (!result.succeeded()) {
      throw new ActivationException(
          "%s: %s stays in use: %s"
              .formatted(machine.name(), String.join(", ", devices), result.complaint()));
    }
  }

  private static String complaint(Machine machine, List<String> units, CommandResult result)
      throws IOException {
    Map<String, UnitState> states = machine.systemctl().states(units);
    List<String> failed = new ArrayList<>();
    for (String unit : units) {
      UnitState state = states.getOrDefault(unit, UnitState.ABSENT);
      // A unit that restarts by itself may be at its next attempt by now.
      if (state.isFailed() || result.errors().contains("Job for " + unit + " failed")) {
        failed.add(unit + " failed; " + machine.systemctl().logged(unit, 12));
      }
    }
    return failed.isEmpty() ? result.complaint() : String.join("\n", failed);
  }

  /** Runs the activation script of the new system. */
  void script(Machine machine, @Nullable String before, String after) throws IOException {
    journal.write(new JournalRecord.Script(machine.name(), before, after));
    CommandResult result = machine.run(Transaction.SCRIPT_LIMIT, List.of(after));
    if (!result.succeeded()) {
      throw new ActivationException(
          machine.name() + ": the activation script failed: " + result.complaint());
    }
  }

  /** The entries as changes. */
  static List<Change> puts(Map<String, Entry> entries) {
    List<Change> out = new ArrayList<>();
    entries.forEach((path, entry) -> out.add(new Change.Put(path, entry)));
    return out;
  }
}
