package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every action of {@code firn rebuild}. */
public final class RebuildOptions {
  @Mixin SessionOptions session;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration; NIXOS_CONFIG, else /etc/nixos/configuration.nix by default.")
  List<Path> configurations = new ArrayList<>();

  @Option(
      names = "--flake",
      arity = "0..1",
      fallbackValue = ".",
      paramLabel = "FLAKE#NAME",
      description =
          "Take the system nixosConfigurations.NAME of a flake; NAME is this machine's name by default.")
  @Nullable String flake;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Take the system from a file that evaluates to one, or to a set of them.")
  @Nullable Path file;

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "ATTR",
      description = "The attribute of --file.")
  String attribute = "";

  @Option(
      names = "--system",
      paramLabel = "PATH",
      description = "Take a system that is in the store already, and evaluate nothing.")
  @Nullable String system;

  @Option(
      names = "--build-host",
      paramLabel = "[USER@]HOST",
      description =
          "Evaluate here, build there over ssh, and copy the system back; Firn must be installed there. NIX_SSHOPTS holds options of ssh.")
  @Nullable String buildHost;

  @Option(names = "--json", description = "Print a report as JSON.")
  public boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "List every file, unit and account of a plan.")
  boolean verbose;

  /** The machine that builds, or null for this one. */
  @Nullable RemoteHost builder() {
    // What nixos-rebuild calls this machine.
    return buildHost == null || buildHost.isEmpty() || buildHost.equals("localhost")
        ? null
        : RemoteHost.over(buildHost, RemoteHost.options(System.getenv()), List.of());
  }

  /** The configuration of an action that takes one. */
  public Path configuration() {
    if (configurations.size() > 1) {
      throw new CommandException(ExitCode.USAGE, "only try takes more than one --config", null);
    }
    return configurations().getFirst();
  }

  /** The configurations in order, or the default one. */
  List<Path> configurations() {
    if (!configurations.isEmpty()) {
      return configurations;
    }
    String named = System.getenv().getOrDefault("NIXOS_CONFIG", "/etc/nixos/configuration.nix");
    return List.of(Path.of(named));
  }

  /**
   * A session that writes to the store and whose packages are pinned beside the first
   * configuration.
   */
  public Session open(Terminal terminal) {
    return new Session(session, terminal, true, lockFile());
  }

  /** As {@link #open}, for commands that only look. */
  public Session openReading(Terminal terminal) {
    return new Session(session, terminal, false, lockFile());
  }

  private Path lockFile() {
    return configurations().getFirst().toAbsolutePath().normalize().resolveSibling("firn.lock");
  }
}
