package firn.plan;

import java.util.Locale;

/** What a step does to its subject. */
public enum Action {
  STOP,
  CREATE,
  CHANGE,
  REMOVE,
  RELOAD,
  RESTART,
  START,
  /** Nothing, and the reason why. */
  KEEP;

  /** The word in plans and reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
