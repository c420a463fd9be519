package firn.systemd;

/**
 * What systemd says of a unit now; the words are systemd's own.
 *
 * @param load {@code loaded}, {@code not-found}, {@code masked}, …
 * @param active {@code active}, {@code inactive}, {@code failed}, {@code activating}, …
 * @param sub the state within that, which depends on the type
 * @param type the service type, empty for units of other kinds
 * @param remainAfterExit whether a service without processes counts as active
 * @param conditionMet whether its conditions held when it was last to start
 * @param mainPid the main process, 0 if there is none
 * @param restarts how often systemd has restarted it by itself
 * @param startable whether systemd takes a job that starts it; not so with {@code
 *     RefuseManualStart}
 */
public record UnitState(
    String load,
    String active,
    String sub,
    String type,
    boolean remainAfterExit,
    boolean conditionMet,
    int mainPid,
    int restarts,
    boolean startable) {
  /** A unit that systemd has not loaded. */
  public static final UnitState ABSENT =
      new UnitState("not-found", "inactive", "dead", "", false, true, 0, 0, true);

  /** Whether it runs, or is about to. */
  public boolean isActive() {
    return switch (active) {
      case "active", "activating", "reloading", "refreshing" -> true;
      default -> false;
    };
  }

  public boolean isFailed() {
    return active.equals("failed");
  }

  /** Whether it did its work and has nothing left running by design. */
  public boolean isFinishedOneshot() {
    return type.equals("oneshot") && !remainAfterExit;
  }
}
