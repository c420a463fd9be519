package firn.cli.rebuild;

import firn.apply.Ending;
import firn.apply.Generations;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the actions that act on a machine. */
final class ActivationOptions {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "Act on the root file system at DIR, with its store, instead of this machine; nothing is started there.")
  Path root = Path.of("/");

  @Option(
      names = "--specialisation",
      paramLabel = "NAME",
      description = "Go to this specialisation of the system.")
  @Nullable String specialisation;

  @Option(
      names = {"-p", "--profile-name"},
      paramLabel = "NAME",
      description =
          "Keep the generation in this profile, and boot it from now on (${DEFAULT-VALUE}).")
  String profile = "system";

  /** The profile as a path. */
  String profilePath() {
    if (!profile.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
      throw new CommandException(
          ExitCode.USAGE, "the profile name '" + profile + "' is not a plain name", null);
    }
    return Generations.named(profile);
  }

  Ending ending(Ending.Kind kind) {
    return new Ending(kind, profilePath(), null);
  }

  /** Whether it is this machine that is acted on. */
  boolean isHere() {
    return root.toAbsolutePath().normalize().equals(Path.of("/"));
  }

  /**
   * The command that ends an interrupted switch of this machine, or an empty list where it is not
   * this machine.
   *
   * @param store the folder that holds the store
   * @param how how it is to be ended
   */
  static List<String> recovery(Path store, String... how) {
    Path launcher = launcher();
    if (!Files.isExecutable(launcher)) {
      return List.of();
    }
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "rebuild", "recover"));
    command.addAll(List.of(how));
    command.addAll(List.of("--store", store.toString()));
    return command;
  }

  /** The launcher of this Firn, whether it is there or not. */
  static Path launcher() {
    return Path.of(System.getProperty("firn.home", "."))
        .resolve("firn")
        .toAbsolutePath()
        .normalize();
  }
}
