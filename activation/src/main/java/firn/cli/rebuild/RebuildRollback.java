package firn.cli.rebuild;

import firn.apply.Ending;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild rollback}. */
@Command(
    name = "rollback",
    description = "Switch this machine to the generation before the current one.")
final class RebuildRollback implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin SwitchOptions how;

  @Override
  public Integer call() throws IOException {
    how.rollback = true;
    return how.run(rebuild.terminal(), Ending.Kind.KEEP);
  }
}
