package firn.store.build;

import firn.store.FullDisk;
import firn.store.StoreException;
import firn.store.StorePath;
import java.util.List;

/** Derivations that could not be built. The message tells of the first. */
public final class BuildFailure extends StoreException {
  private static final long serialVersionUID = 1L;

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
    String ofFullDisk = FullDisk.remedy(first.reason());
    return ofFullDisk != null
        ? ofFullDisk
        : "For the whole log, run firn log " + first.derivation() + ".";
  }

  /** In the order in which they failed; never empty. */
  public List<Failure> failures() {
    return failures;
  }
}
