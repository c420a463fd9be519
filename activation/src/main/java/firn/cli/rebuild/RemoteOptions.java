package firn.cli.rebuild;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machine is switched, if not this one. */
final class RemoteOptions {
  @Option(
      names = "--target-host",
      paramLabel = "[USER@]HOST",
      description =
          "Build here, copy the system there over ssh, and run the action there; Firn must be installed there. NIX_SSHOPTS holds options of ssh.")
  @Nullable String targetHost;

  @Option(
      names = {"--sudo", "--use-remote-sudo"},
      description = "Become root there with sudo.")
  boolean sudo;

  /** The host to act on, or null for this machine. */
  @Nullable RemoteHost host() {
    return targetHost == null
        ? null
        : new RemoteHost(
            targetHost, RemoteHost.options(System.getenv()), sudo ? List.of("sudo") : List.of());
  }
}
