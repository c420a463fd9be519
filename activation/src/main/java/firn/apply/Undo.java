package firn.apply;

import firn.apply.JournalRecord.Prior;
import firn.machine.CommandResult;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.systemd.UnitState;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a journal says was begun. Each inverse states what shall be, not what shall be
 * done, so that undoing may itself be interrupted and start over: first, backwards, what was
 * started is stopped and paths become what they were; then systemd reads its files again, and what
 * ran before runs again.
 */
final class Undo {
  private final Machines machines;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();
  private @Nullable UnitsOfAnotherRun further;

  Undo(Machines machines, Progress progress) {
    this.machines = machines;
    this.progress = progress;
  }

  /** What the units of a machine need that booted since. */
  @FunctionalInterface
  interface UnitsOfAnotherRun {
    void settle() throws IOException;
  }

  /** Has this done once the files are what they were. */
  void unitsOfAnotherRun(UnitsOfAnotherRun further) {
    this.further = further;
  }

  /** Undoes the records and returns what could not be undone. */
  List<String> run(List<JournalRecord> records) {
    Set<String> changed = new LinkedHashSet<>();
    Set<String> changedForUsers = new LinkedHashSet<>();
    for (JournalRecord entry : records.reversed()) {
      switch (entry) {
        case JournalRecord.Job job -> stopAgain(job);
        case JournalRecord.Paths paths -> {
          changed.add(paths.where());
          if (paths.priors().stream()
              .anyMatch(prior -> prior.path().startsWith(Transaction.USER_UNITS))) {
            changedForUsers.add(paths.where());
          }
          restore(paths);
        }
        default -> {}
      }
    }
    for (String where : changed) {
      attempt(
          where,
          "re-reading the units",
          machine -> {
            CommandResult result = machine.systemctl().daemonReload();
            return result.succeeded() ? "" : result.complaint();
          });
    }
    for (String where : changedForUsers) {
      attempt(
          where,
          "re-reading the units of users",
          machine -> String.join("; ", machine.systemctl().reloadUserManagers()));
    }
    for (JournalRecord entry : records) {
      if (entry instanceof JournalRecord.Script script && script.before() != null) {
        String before = script.before();
        attempt(
            script.where(),
            "the old activation script",
            machine -> {
              CommandResult result = machine.run(Transaction.SCRIPT_LIMIT, List.of(before));
              return result.succeeded() ? "" : result.complaint();
            });
      }
    }
    startAgain(records);
    if (further != null) {
      try {
        further.settle();
      } catch (IOException | RuntimeException e) {
        problems.add("after a boot in between: " + e.getMessage());
      }
    }
    return problems;
  }

  private void stopAgain(JournalRecord.Job job) {
    if (!job.verb().equals("start") && !job.verb().equals("restart")) {
      return;
    }
    attempt(
        job.where(),
        "stopping what was started",
        machine -> {
          machine.systemctl().cancelWaiting(job.units().keySet());
          List<String> units = new ArrayList<>();
          Map<String, UnitState> states =
              machine.systemctl().states(List.copyOf(job.units().keySet()));
          for (String unit : job.units().keySet()) {
            UnitState state = states.getOrDefault(unit, UnitState.ABSENT);
            if (state.isActive() || state.isFailed()) {
              units.add(unit);
            }
          }
          if (units.isEmpty()) {
            return "";
          }
          CommandResult result = machine.systemctl().job("stop", units);
          machine.systemctl().job("reset-failed", units);
          return result.succeeded() ? "" : result.complaint();
        });
  }

  private void restore(JournalRecord.Paths paths) {
    try {
      Machine machine = machines.find(paths.where());
      if (machine == null) {
        return;
      }
      for (Prior prior : paths.priors().reversed()) {
        progress.checkpoint();
        try {
          restore(machine.files(), prior);
        } catch (DirectoryNotEmptyException e) {
          // A folder that was made holds things by now; they are not ours to delete.
          continue;
        }
      }
    } catch (IOException | RuntimeException e) {
      problems.add(paths.where() + ": " + e.getMessage());
    }
  }

  private static void restore(RootFolder files, Prior prior) throws IOException {
    if (prior.movedTo() != null) {
      boolean moved =
          files.read(prior.movedTo()) instanceof Entry.Folder
              && !(files.read(prior.path()) instanceof Entry.Folder);
      if (moved) {
        files.remove(prior.path());
        files.move(prior.movedTo(), prior.path());
      }
    } else if (prior.entry() != null && !prior.entry().equals(files.read(prior.path()))) {
      files.put(prior.path(), prior.entry());
    }
  }

  private void startAgain(List<JournalRecord> records) {
    Map<String, Set<String>> running = new LinkedHashMap<>();
    Map<String, Set<String>> reloaded = new LinkedHashMap<>();
    for (JournalRecord entry : records) {
      if (entry instanceof JournalRecord.Job job) {
        if (job.verb().equals("swapoff")) {
          swapOnAgain(job);
          continue;
        }
        Map<String, Set<String>> into = job.verb().equals("reload") ? reloaded : running;
        job.units()
            .forEach((unit, ran) -> {
              if (ran) {
                into.computeIfAbsent(job.where(), where -> new LinkedHashSet<>()).add(unit);
              }
            });
      }
    }
    running.forEach((where, units) -> give(where, "start", units));
    reloaded.forEach((where, units) -> give(where, "reload", units));
  }

  private void swapOnAgain(JournalRecord.Job job) {
    attempt(
        job.where(),
        "taking swap spaces into use again",
        machine -> {
          String problem = "";
          for (String device : job.units().keySet()) {
            // --ifexists is for devices; one that is in use already is fine.
            CommandResult result =
                machine.run(
                    Duration.ofMinutes(1),
                    List.of(
                        "sh",
                        "-c",
                        "grep -qF \"$(readlink -f \"$0\") \" /proc/swaps || swapon \"$0\"",
                        device));
            problem = result.succeeded() ? problem : result.complaint();
          }
          return problem;
        });
  }

  private void give(String where, String verb, Set<String> units) {
    attempt(
        where,
        verb + "ing what ran before",
        machine -> {
          CommandResult result = machine.systemctl().job(verb, List.copyOf(units));
          return result.succeeded() ? "" : result.complaint();
        });
  }

  /** Something done to a booted machine; it returns its complaint, empty if there is none. */
  @FunctionalInterface
  private interface Attempt {
    String on(Machine machine) throws IOException;
  }

  private void attempt(String where, String what, Attempt attempt) {
    try {
      Machine machine = machines.find(where);
      if (machine == null || !machine.isBooted()) {
        return;
      }
      String complaint = attempt.on(machine);
      if (!complaint.isEmpty()) {
        problems.add(where + ": " + what + " failed: " + complaint);
      }
    } catch (IOException | RuntimeException e) {
      problems.add(where + ": " + what + " failed: " + e.getMessage());
    }
  }
}
