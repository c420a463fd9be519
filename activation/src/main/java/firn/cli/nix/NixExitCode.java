package firn.cli.nix;

import firn.store.build.BuildException;
import firn.store.build.BuildFailure;

/** What Nix's commands exit with (Nix manual, "nix-build", "Exit status"). */
public final class NixExitCode {
  public static final int DONE = 0;

  /** Anything that went wrong without being a build. */
  public static final int FAILED = 1;

  private static final int BUILD = 0x60;
  private static final int TIMEOUT = 0x01;
  private static final int HASH = 0x02;
  private static final int FAILURE = 0x04;
  private static final int DIFFERS = 0x08;

  private NixExitCode() {}

  /**
   * 100 for a failed builder, 101 for a timeout, 102 for a wrong hash, 104 for a result that
   * differs.
   */
  public static int of(BuildFailure failed) {
    int code = BUILD;
    for (BuildFailure.Failure failure : failed.failures()) {
      code |= bits(failure.kind());
    }
    // Nix keeps these codes for builders that fail; what it refuses is an error like others.
    return code == BUILD ? FAILED : code;
  }

  private static int bits(BuildException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILURE;
      case REJECTED -> 0;
      case TIMED_OUT -> FAILURE | TIMEOUT;
      case HASH_MISMATCH -> FAILURE | HASH;
      case NOT_DETERMINISTIC -> DIFFERS;
    };
  }
}
