package firn.cli.rebuild;

import firn.cli.ExitCode;
import firn.cli.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild build}. */
@Command(name = "build", description = "Build the system and print its store path.")
final class RebuildBuild implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Override
  public Integer call() {
    try (Session session = options.open(rebuild.terminal())) {
      String path = WantedSystem.build(session, options).toString();
      session.keepLock();
      rebuild.terminal().print(path);
    }
    return ExitCode.DONE;
  }
}
