package firn.cli.store;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import java.time.Duration;
import java.time.Instant;

/** Ages and sizes as they are given on the command line. */
public final class Ages {
  private Ages() {}

  /**
   * The time so long ago.
   *
   * @param age a number of days, {@code 30d}, hours or weeks
   * @throws CommandException if it is none of these
   */
  public static Instant before(String age) {
    if (!age.matches("[0-9]{1,6}[dhw]")) {
      throw new CommandException(ExitCode.USAGE, "'" + age + "' is not an age", "give 30d or 12h");
    }
    long number = Long.parseLong(age.substring(0, age.length() - 1));
    Duration duration =
        switch (age.charAt(age.length() - 1)) {
          case 'h' -> Duration.ofHours(number);
          case 'w' -> Duration.ofDays(7 * number);
          default -> Duration.ofDays(number);
        };
    return Instant.now().minus(duration);
  }

  /**
   * A number of bytes.
   *
   * @param size a number, and perhaps K, M, G or T
   * @throws CommandException if it is not that
   */
  public static long bytes(String size) {
    if (!size.matches("[0-9]{1,15}[KMGT]?")) {
      throw new CommandException(
          ExitCode.USAGE, "'" + size + "' is not a size", "give bytes, or 10G");
    }
    int unit = "KMGT".indexOf(size.charAt(size.length() - 1));
    long number = Long.parseLong(unit < 0 ? size : size.substring(0, size.length() - 1));
    return number << (10 * (unit + 1));
  }
}
