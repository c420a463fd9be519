package firn.cli.pkgs;

import firn.cli.Terminal;
import firn.packages.PackageSession;
import firn.packages.archive.ArchiveSettings;
import firn.packages.archive.Lock;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every action of {@code firn pkgs}. */
final class PkgsOptions {
  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description = "The lock; firn.lock in this folder, or beside the --config, by default.")
  @Nullable Path lock;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration whose lock is meant.")
  @Nullable Path configuration;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "Ask this Debian mirror instead of apt's.")
  @Nullable URI mirror;

  @Option(
      names = "--apt",
      paramLabel = "DIR",
      description = "Read apt's sources and keys here instead of in /etc/apt.")
  @Nullable Path apt;

  @Option(names = "--json", description = "Print a report as JSON.")
  boolean json;

  /** The lock's file, which need not exist. */
  Path lockFile() {
    if (lock != null) {
      return lock.toAbsolutePath().normalize();
    }
    Path beside = configuration == null ? Path.of(Lock.FILE) : configuration;
    return beside.toAbsolutePath().normalize().resolveSibling(Lock.FILE);
  }

  PackageSession open(Terminal terminal) {
    return new PackageSession(lockFile(), mirror, apt, terminal::say);
  }

  /** The kind of system this machine is. */
  static String machineSystem() {
    return ArchiveSettings.machineArchitecture().equals("arm64") ? "aarch64-linux" : "x86_64-linux";
  }
}
