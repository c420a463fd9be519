package firn.apply;

import firn.plan.Step;

/** Who is told how a switch goes. */
public interface Progress {
  /** A step is about to be taken. */
  default void begun(Step step) {}

  /** Something worth a line that is no step of the plan: waiting, undoing, warnings. */
  default void note(String line) {}

  /** From now on what was done is taken back. */
  default void undoing() {}

  /** The process may end here without more being said; tests make it so. */
  default void checkpoint() {}

  /** Tells nobody. */
  Progress SILENT = new Progress() {};
}
