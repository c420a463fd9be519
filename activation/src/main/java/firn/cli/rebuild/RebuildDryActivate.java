package firn.cli.rebuild;

import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.plan.DryActivation;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild dry-activate}. */
@Command(
    name = "dry-activate",
    description = "Build the system and tell which units of this machine a switch would touch.")
final class RebuildDryActivate implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (HostSwitch host =
        HostSwitch.plan(
            options, activation, terminal, HostSwitch.configured(options, activation))) {
      terminal.out().print(DryActivation.render(host.planned().plan()));
    }
    return ExitCode.DONE;
  }
}
