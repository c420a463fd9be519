package firn.cli.rebuild;

import firn.apply.Ending;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.health.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild deactivate}. */
@Command(
    name = "deactivate",
    description = {
      "Take away all that Firn declared on this machine, and leave it as it was found.",
      "The store, and what services and containers wrote, stay."
    })
final class RebuildDeactivate implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (HostSwitch host =
        HostSwitch.begin(options, activation, terminal, (session, machine) -> null)) {
      if (host.planned().systemBefore() == null) {
        throw new CommandException(
            ExitCode.EXPRESSION, "Firn has declared nothing on this machine", null);
      }
      return host.apply(
          activation.ending(Ending.Kind.LEAVE), Duration.ZERO, Health.SETTLE, terminal);
    }
  }
}
