package firn.plan;

/** What lies at a path of {@code /etc}, seen from the system in force. */
public enum FileState {
  /** Nothing. */
  ABSENT,
  /** What the system in force put there. */
  EXPECTED,
  /** Something that Firn did not write. */
  FOREIGN
}
