package firn.cli.nix;

import firn.store.build.BuildFailure;
import java.util.List;

/** A build that failed under a command whose exit code has to be Nix's. */
public final class NixBuildFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final BuildFailure failure;

  NixBuildFailure(BuildFailure failure) {
    super(failure.getMessage(), failure, false, false);
    this.failure = failure;
  }

  /** The same where what the builders printed has been shown as it came. */
  NixBuildFailure withoutLogs() {
    return new NixBuildFailure(
        new BuildFailure(
            failure.failures().stream()
                .map(one ->
                    new BuildFailure.Failure(one.derivation(), one.kind(), one.reason(), List.of()))
                .toList()));
  }

  public BuildFailure failure() {
    return failure;
  }

  public int exitCode() {
    return NixExitCode.of(failure);
  }
}
