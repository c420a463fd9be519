package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Main;
import firn.cli.Terminal;
import firn.cli.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nixos-rebuild}: NixOS's options in front of {@code firn rebuild}. */
@Command(
    name = "nixos-rebuild",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Build the system a configuration describes, and apply it.")
public final class NixosRebuild implements Callable<Integer> {
  /** Actions that switch to a system and so know specialisations, profiles and so on. */
  private static final List<String> SWITCHING = List.of("switch", "test");

  private static final List<String> TARGETING = List.of("switch", "test", "boot");

  private static final List<String> BUILDING =
      List.of("switch", "test", "boot", "build", "dry-activate", "plan", "diff");

  private static final List<String> ACTIVATING =
      List.of("switch", "test", "boot", "dry-activate", "plan", "diff", "list-generations");

  private final Terminal terminal;

  @Parameters(
      paramLabel = "ACTION",
      description =
          "switch, boot, test, build, dry-build, dry-activate, edit, repl, list-generations, build-image, try or another action of firn rebuild.")
  String action;

  @Option(
      names = "-I",
      paramLabel = "[NAME=]PATH",
      description = "Look for <NAME> here; nixos-config names the configuration.")
  List<String> include = new ArrayList<>();

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration.")
  @Nullable Path configuration;

  @Option(
      names = "--flake",
      arity = "0..1",
      fallbackValue = ".",
      paramLabel = "FLAKE#NAME",
      description = "Take the system from a flake.")
  @Nullable String flake;

  @Option(names = "--no-flake", description = "Take the configuration, whatever flake is there.")
  boolean noFlake;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Take the system from a file.")
  @Nullable Path file;

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "ATTR",
      description = "The attribute of --file.")
  @Nullable String attribute;

  @Option(names = "--rollback", description = "Go to the generation before the current one.")
  boolean rollback;

  @Option(
      names = {"-c", "--specialisation"},
      paramLabel = "NAME",
      description = "Go to this specialisation of the system.")
  @Nullable String specialisation;

  @Option(
      names = {"-p", "--profile-name"},
      paramLabel = "NAME",
      description = "Keep the generation in this profile.")
  @Nullable String profile;

  @Option(
      names = "--target-host",
      paramLabel = "HOST",
      description = "Build here, and switch that host over ssh.")
  @Nullable String targetHost;

  @Option(names = "--build-host", paramLabel = "HOST", description = "Build on that host over ssh.")
  @Nullable String buildHost;

  @Option(
      names = {"--sudo", "--use-remote-sudo"},
      description = "Become root with sudo to act, there or here.")
  boolean sudo;

  @Option(
      names = "--option",
      arity = "2",
      paramLabel = "NAME VALUE",
      description = "Accepted; settings of Nix have no meaning here.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--show-trace", description = "Show every frame of an error's trace.")
  boolean showTrace;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more.")
  boolean verbose;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(names = "--diff", description = "With build or dry-activate: show what would change.")
  boolean diff;

  @Option(
      names = {
        "--fast",
        "--no-build-nix",
        "--no-reexec",
        "--upgrade",
        "--upgrade-all",
        "--install-bootloader"
      },
      description = "Accepted; they have no meaning here.")
  boolean meaningless;

  @Option(names = "--store", paramLabel = "DIR", description = "The folder that holds nix/store.")
  @Nullable Path store;

  @Option(names = "--root", paramLabel = "DIR", description = "Act on the root file system at DIR.")
  @Nullable Path root;

  public NixosRebuild(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return Main.run("firn", arguments().toArray(String[]::new), terminal);
  }

  /** The arguments of firn that say the same. */
  List<String> arguments() {
    String named = diff && !SWITCHING.contains(action) ? "diff" : action;
    List<String> out = new ArrayList<>(List.of("rebuild", named));
    Path configured = configuration;
    for (String entry : include) {
      if (entry.startsWith("nixos-config=") && configured == null) {
        configured = Path.of(entry.substring("nixos-config=".length()));
      } else {
        out.addAll(List.of("-I", entry));
      }
    }
    add(out, "--config", configured);
    add(out, "--flake", noFlake ? null : flake);
    add(out, "--file", file);
    add(out, "--attr", attribute);
    add(out, "--store", store);
    if (BUILDING.contains(named)) {
      add(out, "--build-host", buildHost);
    }
    if (ACTIVATING.contains(action)) {
      add(out, "--specialisation", action.equals("list-generations") ? null : specialisation);
      add(out, "--profile-name", profile);
      add(out, "--root", root);
    }
    if (TARGETING.contains(action)) {
      add(out, "--target-host", targetHost == null || targetHost.isEmpty() ? null : targetHost);
      flag(out, "--sudo", sudo);
    } else if (targetHost != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + action + "' does not act on another host",
          "switch, boot and test do; for others: ssh " + targetHost + " firn rebuild " + action);
    }
    flag(out, "--rollback", rollback && SWITCHING.contains(action));
    flag(out, "--show-trace", showTrace);
    flag(out, "--verbose", verbose);
    flag(out, "--json", json);
    return out;
  }

  private static void add(List<String> out, String option, @Nullable Object value) {
    if (value != null) {
      out.addAll(List.of(option, value.toString()));
    }
  }

  private static void flag(List<String> out, String option, boolean set) {
    if (set) {
      out.add(option);
    }
  }
}
