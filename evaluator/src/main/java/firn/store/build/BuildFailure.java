package firn.store.build;

import firn.store.StoreException;
import firn.store.StorePath;
import java.util.List;

/** Derivations that could not be built. The message tells of the first. */
public final class BuildFailure extends StoreException {
  private static final long serialVersionUID = 1L;

  /** What the C library says where a disk is full. */
  private static final String FULL_DISK = "No space left on device";

  /**
   * One derivation's failure.
   *
   * @param reason one sentence
   * @param lastLines the end of its log, empty where it wrote none
   */
  public record Failure(
      StorePath derivation, BuildException.Kind kind, String reason, List<String> lastLines) {
    public Failure {
      lastLines = List.copyOf(lastLines);
    }
  }

  private final transient List<Failure> failures;

  public BuildFailure(List<Failure> failures) {
    super(message(failures.getFirst()), remedy(failures.getFirst()), null);
    this.failures = List.copyOf(failures);
  }

  private static String message(Failure first) {
    return "cannot build '" + first.derivation() + "': " + first.reason();
  }

  private static String remedy(Failure first) {
    return first.reason().contains(FULL_DISK)
        ? "Free some space on the disk that holds the store, then run the command again."
        : "For the whole log, run firn log " + first.derivation() + ".";
  }

  /** In the order in which they failed; never empty. */
  public List<Failure> failures() {
    return failures;
  }
}
