package firn.cli;

import firn.plan.PlanJson;
import firn.plan.PlanText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild plan}. */
@Command(
    name = "plan",
    description = "Build the system and print the steps a switch of this machine would take.")
final class RebuildPlan implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Override
  public Integer call() throws IOException {
    try (HostSwitch host = HostSwitch.plan(options, rebuild.terminal())) {
      Terminal terminal = rebuild.terminal();
      if (options.json) {
        terminal.print(Json.pretty(PlanJson.of(host.planned().plan())));
      } else {
        terminal.print(PlanText.render(host.planned().plan(), options.verbose).stripTrailing());
      }
    }
    return ExitCode.DONE;
  }
}
