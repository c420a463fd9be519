package firn.cli.rebuild;

import firn.apply.Ending;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild test}. */
@Command(
    name = "test",
    description =
        "As switch, but only until the next boot: the machine then goes back to the system of the profile.")
final class RebuildTest implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin SwitchOptions how;

  @Override
  public Integer call() throws IOException {
    return how.run(rebuild.terminal(), Ending.Kind.TEST);
  }
}
