package firn.apply;

import firn.health.Health;
import java.time.Duration;
import java.util.List;

/**
 * How a plan is to be applied.
 *
 * @param ending what it ends in
 * @param confirm how long a person has to say that the machine can still be reached, before all is
 *     taken back; zero where nobody is asked
 * @param recovery the command that ends an interrupted switch when the machine boots, empty where
 *     Firn cannot be run on the machine itself
 * @param settle how long units are watched before they count as running
 */
public record Intent(Ending ending, Duration confirm, List<String> recovery, Duration settle) {
  public Intent {
    recovery = List.copyOf(recovery);
  }

  /** One whose units are watched for the usual time. */
  public Intent(Ending ending, Duration confirm, List<String> recovery) {
    this(ending, confirm, recovery, Health.SETTLE);
  }

  /** A switch for good, at once. */
  public static final Intent DEFAULT = new Intent(Ending.DEFAULT, Duration.ZERO, List.of());
}
