package firn.cli.rebuild;

import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.plan.PlanText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild diff}. */
@Command(
    name = "diff",
    description =
        "Build the system and show how its files and units differ from those in force, line by line.")
final class RebuildDiff implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (HostSwitch host =
        HostSwitch.plan(
            options, activation, terminal, HostSwitch.configured(options, activation))) {
      new SystemDiff(HostSwitch.resolver(host.session().store()), terminal)
          .print(host.planned().before(), host.planned().after());
      terminal.say(PlanText.summary(host.planned().plan()));
    }
    return ExitCode.DONE;
  }
}
