package firn.apply;

import firn.machine.Entry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of the journal. */
sealed interface JournalRecord {
  /**
   * A transaction begins.
   *
   * @param before the system in force, null if there is none
   * @param after the system wanted, null for none
   * @param places the containers it touches
   * @param ending what it is to end in
   * @param run the run of the machine that it begins in, null if it does not run
   */
  record Open(
      @Nullable String before,
      @Nullable String after,
      Map<String, Place> places,
      Ending ending,
      @Nullable String run)
      implements JournalRecord {}

  /**
   * Where a container lies.
   *
   * @param around the machine it is on
   */
  record Place(String around, String container, String stateDir, String unit) {}

  /** Paths of a machine are about to change; what was there. */
  record Paths(String where, List<Prior> priors) implements JournalRecord {}

  /** What was at a path; {@code movedTo} is set where it is only moved away. */
  record Prior(String path, @Nullable Entry entry, @Nullable String movedTo) {}

  /** Units are about to get a job; which of them ran. */
  record Job(String where, String verb, Map<String, Boolean> units) implements JournalRecord {}

  /** The activation script of the new system is about to run. */
  record Script(String where, @Nullable String before, String after) implements JournalRecord {}

  /** All went well, and is to be confirmed until then, in seconds since 1970. */
  record Trial(long until) implements JournalRecord {}

  /** All went well; only the profiles are still to be moved. */
  record Commit() implements JournalRecord {}

  /** It did not go well; what was done is being taken back. */
  record Undo(String reason) implements JournalRecord {}
}
