package firn.cli.flake;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.SessionOptions;
import firn.eval.flake.LockFlags;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake update}. */
@Command(name = "update", description = "Lock inputs of a flake anew: those named, or all.")
final class FlakeUpdate implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Option(
      names = "--flake",
      paramLabel = "FLAKE",
      description = "The flake; this folder's by default.")
  String flake = ".";

  @Parameters(
      paramLabel = "INPUT",
      arity = "0..*",
      description = "Inputs, such as nixops/nixpkgs; all by default.")
  List<String> inputs = new ArrayList<>();

  @Override
  public Integer call() {
    LockFlags flags = options.flags(session);
    Set<List<String>> updates = new LinkedHashSet<>(flags.updates());
    for (String input : inputs) {
      if (input.isEmpty()) {
        throw new CommandException(
            ExitCode.EXPRESSION,
            "input path to be updated cannot be zero-length; it would refer to the flake itself,"
                + " not an input",
            null);
      }
      updates.add(FlakeOptions.path("update", input));
    }
    LockFlags updating =
        new LockFlags(
            flags.recreate() || updates.isEmpty(),
            flags.update(),
            flags.write(),
            flags.registries(),
            flags.unlocked(),
            flags.commit(),
            flags.overrides(),
            updates,
            flags.reference(),
            flags.output(),
            flags.dirty());
    FlakeLock.lock(flakeCommand.terminal(), session, flake, updating);
    return ExitCode.DONE;
  }
}
