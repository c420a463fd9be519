package firn.plan;

/**
 * One step of a plan.
 *
 * @param where {@code host}, or the container it happens in
 * @param reason why, as a phrase
 * @param stopsFirst for a restart: the unit is stopped with its old definition, before anything is
 *     changed, and started with its new one afterwards
 */
public record Step(
    Action action, Subject subject, String where, String reason, boolean stopsFirst) {
  /** Whether the step changes how systemd itself runs, which only a new systemd takes over. */
  public boolean changesManager() {
    return subject instanceof Subject.File file
        && file.path().startsWith("/etc/systemd/system.conf")
        && action != Action.KEEP;
  }

  public Step(Action action, Subject subject, String where, String reason) {
    this(action, subject, where, reason, false);
  }
}
