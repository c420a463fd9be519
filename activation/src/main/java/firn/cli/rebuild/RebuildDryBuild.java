package firn.cli.rebuild;

import firn.cli.ExitCode;
import firn.cli.Session;
import firn.store.DerivedPath;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild dry-build}. */
@Command(
    name = "dry-build",
    description = "Evaluate the system and print the derivations that a build would build.")
final class RebuildDryBuild implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Override
  public Integer call() {
    try (Session session = options.open(rebuild.terminal())) {
      session
          .realiser()
          .plan(List.of(DerivedPath.of(WantedSystem.derivation(session, options), List.of("out"))))
          .forEach(path -> rebuild.terminal().print(path.toString()));
    }
    return ExitCode.DONE;
  }
}
