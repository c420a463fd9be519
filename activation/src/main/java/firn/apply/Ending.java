package firn.apply;

import firn.machine.RootFolder;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a switch that went well ends in.
 *
 * @param kind what becomes of the profile
 * @param profile the profile of the machine, an absolute path
 * @param generation an existing generation of the profile to go back to, or null for a new one
 */
public record Ending(Kind kind, String profile, @Nullable Integer generation) {
  /** What becomes of the profile. */
  public enum Kind {
    /** The system, and its profile, is the one that the machine boots from now on. */
    KEEP,
    /** The system runs until the next boot; the profile stays. */
    TEST,
    /** Firn leaves the machine: profiles and what Firn remembers go. */
    LEAVE
  }

  /** A new generation of the machine's own profile. */
  public static final Ending DEFAULT = new Ending(Kind.KEEP, Generations.SYSTEM, null);

  /** Whether a machine on which a system is in force has come to this end already. */
  boolean isDone(RootFolder files, @Nullable String system) throws IOException {
    return kind == Kind.KEEP
        && generation == null
        && profile.equals(BootProfile.of(files))
        && Objects.equals(system, new Generations(files, profile).current());
  }

  /** As this, with another kind. */
  public Ending of(Kind other) {
    return new Ending(other, profile, generation);
  }

  /** As this, going back to a generation. */
  public Ending at(int number) {
    return new Ending(kind, profile, number);
  }
}
