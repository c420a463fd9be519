package firn.cli.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      description =
          "Become root with sudo to act: on the target host, or on this machine, for which the system is then built as the user who calls.")
  boolean sudo;

  /** The host to act on, or null for this machine as this process can act on it. */
  @Nullable RemoteHost host() throws IOException {
    if (targetHost != null) {
      return RemoteHost.over(
          targetHost, RemoteHost.options(System.getenv()), sudo ? List.of("sudo") : List.of());
    }
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    return sudo && !root ? RemoteHost.here(ActivationOptions.launcher()) : null;
  }
}
