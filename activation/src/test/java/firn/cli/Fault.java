package firn.cli;

/**
 * What goes wrong, and when.
 *
 * @param point the checkpoint, for kinds that have one
 * @param unit the unit as {@code where:unit}, or the container, for kinds that are about one
 * @param towards in which direction it can happen: the index of the system wanted, -1 for any
 */
record Fault(Kind kind, int point, String unit, int towards) {
  /** The kinds of faults. */
  enum Kind {
    /** Firn is killed at a checkpoint. */
    KILL,
    /** Firn is killed some time after a checkpoint, while a command runs. */
    KILL_DURING,
    /** Ctrl-C at a checkpoint. */
    INTERRUPT,
    /** What is done after a checkpoint fails. */
    FAILURE,
    /** The disk is full from a checkpoint on, until Firn has ended. */
    FULL_DISK,
    /** The power is cut at a checkpoint. */
    POWER,
    /** The host shuts down at a checkpoint, Firn is told to end with it, and it boots again. */
    REBOOT,
    /** A unit does not start. */
    UNIT_FAILS,
    /** A unit ends within the settle time. */
    UNIT_DIES,
    /** A container never says that it has booted. */
    NO_BOOT,
    /** The archive of an image is gone. */
    NO_IMAGE;

    /** Whether a switch in which it happens cannot succeed. */
    boolean isFatal() {
      return switch (this) {
        case UNIT_FAILS, UNIT_DIES, NO_BOOT, NO_IMAGE -> true;
        default -> false;
      };
    }
  }

  boolean fits(int direction) {
    return towards < 0 || towards == direction;
  }

  @Override
  public String toString() {
    return kind + (unit.isEmpty() ? " at " + point : " of " + unit);
  }
}
