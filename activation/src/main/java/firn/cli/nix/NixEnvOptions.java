package firn.cli.nix;

import firn.cli.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The operations of {@code nix-env}, of which one is chosen, and what modifies them. */
final class NixEnvOptions {
  /** What is to be done. */
  enum Operation {
    QUERY,
    INSTALL,
    UNINSTALL,
    UPGRADE,
    SET,
    SET_FLAG,
    ROLLBACK,
    SWITCH_GENERATION,
    SWITCH_PROFILE,
    LIST_GENERATIONS,
    DELETE_GENERATIONS
  }

  @Option(
      names = {"-q", "--query"},
      description = "List packages.")
  boolean query;

  @Option(
      names = {"-i", "--install"},
      description = "Install packages, given by name, attribute (-A) or store path.")
  boolean install;

  @Option(
      names = {"-e", "--uninstall"},
      description = "Take packages out of the profile.")
  boolean uninstall;

  @Option(
      names = {"-u", "--upgrade"},
      description = "Replace packages by newer ones.")
  boolean upgrade;

  @Option(names = "--set", description = "Make one package all of the profile.")
  boolean set;

  @Option(names = "--set-flag", description = "NAME VALUE PACKAGE…: say something of packages.")
  boolean setFlag;

  @Option(names = "--rollback", description = "Go back to the generation before.")
  boolean rollback;

  @Option(
      names = {"-G", "--switch-generation"},
      description = "NUMBER: go to this generation.")
  boolean switchGeneration;

  @Option(
      names = {"-S", "--switch-profile"},
      description = "PATH: let ~/.nix-profile lead there.")
  boolean switchProfile;

  @Option(names = "--list-generations", description = "List the profile's generations.")
  boolean listGenerations;

  @Option(
      names = "--delete-generations",
      description = "Delete generations: numbers, old, 30d, or +5 to keep five.")
  boolean deleteGenerations;

  @Option(
      names = "-p",
      paramLabel = "PROFILE",
      description = "The profile (also --profile), not ~/.nix-profile.")
  @Nullable Path profile;

  @Option(
      names = {"-P", "--attr-path", "--preserve-installed"},
      description = "Query: print attribute paths first. Install: keep those of the same name.")
  boolean attributePaths;

  @Option(
      names = {"-r", "--remove-all"},
      description = "Install: take all others out.")
  boolean removeAll;

  @Option(
      names = {"-E", "--from-expression"},
      description = "Arguments are functions that are given the expression of -f.")
  boolean expressions;

  @Option(names = "--from-profile", paramLabel = "PROFILE", description = "Take from a profile.")
  @Nullable Path fromProfile;

  @Option(names = "--force-name", paramLabel = "NAME", hidden = true)
  @Nullable String forceName;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  boolean dryRun;

  @Option(
      names = "--system-filter",
      paramLabel = "SYSTEM",
      description = "Only packages for this system; * for all, which is the default.")
  String systemFilter = "*";

  @Option(names = "--lt", description = "Upgrade: to newer versions, which is the default.")
  boolean newer;

  @Option(names = "--leq", description = "Upgrade: to newer and equal versions.")
  boolean notOlder;

  @Option(names = "--eq", description = "Upgrade: to equal versions.")
  boolean equal;

  @Option(names = "--always", description = "Upgrade: to any version.")
  boolean always;

  /**
   * @throws CommandException unless there is exactly one
   */
  Operation operation() {
    List<Operation> chosen = new ArrayList<>();
    add(chosen, query, Operation.QUERY);
    add(chosen, install, Operation.INSTALL);
    add(chosen, uninstall, Operation.UNINSTALL);
    add(chosen, upgrade, Operation.UPGRADE);
    add(chosen, set, Operation.SET);
    add(chosen, setFlag, Operation.SET_FLAG);
    add(chosen, rollback, Operation.ROLLBACK);
    add(chosen, switchGeneration, Operation.SWITCH_GENERATION);
    add(chosen, switchProfile, Operation.SWITCH_PROFILE);
    add(chosen, listGenerations, Operation.LIST_GENERATIONS);
    add(chosen, deleteGenerations, Operation.DELETE_GENERATIONS);
    if (chosen.size() != 1) {
      throw new CommandException(
          NixExitCode.FAILED,
          chosen.isEmpty() ? "no operation specified" : "only one operation may be specified",
          "try 'nix-env --help'");
    }
    return chosen.getFirst();
  }

  private static void add(List<Operation> chosen, boolean wanted, Operation operation) {
    if (wanted) {
      chosen.add(operation);
    }
  }

  ProfileOperations.Upgrade upgrade() {
    if (always) {
      return ProfileOperations.Upgrade.ANY;
    }
    if (equal) {
      return ProfileOperations.Upgrade.EQUAL;
    }
    return notOlder ? ProfileOperations.Upgrade.NOT_OLDER : ProfileOperations.Upgrade.NEWER;
  }
}
