package firn.cli.nix;

import firn.store.build.BuildFailure;

/** A build that failed under a command whose exit code has to be Nix's. */
public final class NixBuildFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final BuildFailure failure;

  NixBuildFailure(BuildFailure failure) {
    super(failure.getMessage(), failure, false, false);
    this.failure = failure;
  }

  public BuildFailure failure() {
    return failure;
  }

  public int exitCode() {
    return NixExitCode.of(failure);
  }
}
