package firn.apply;

import firn.health.HealthReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a switch ended. */
public sealed interface Outcome {
  /** The machine runs the new system and is well. */
  record Switched(HealthReport health) implements Outcome {}

  /**
   * It was not begun, for it could not have succeeded.
   *
   * @param obstacles what stands in the way, each with the option that asks for it
   */
  record Refused(List<String> obstacles) implements Outcome {
    public Refused {
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * The machine runs the new system and is well; it will be undone unless confirmed in time.
   *
   * @param until when it is too late, in seconds since 1970
   */
  record Unconfirmed(HealthReport health, long until) implements Outcome {}

  /**
   * It did not work out, and the machine runs the old system again.
   *
   * @param health what was found wrong, where it was health that failed
   */
  record Undone(String reason, @Nullable HealthReport health) implements Outcome {}

  /**
   * It did not work out, and not all of it could be taken back.
   *
   * @param problems what could not
   */
  record NotUndone(String reason, List<String> problems, @Nullable HealthReport health)
      implements Outcome {}
}
