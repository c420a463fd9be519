package firn.cli.rebuild;

import firn.apply.SavedPlan;
import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Terminal;
import firn.plan.PlanJson;
import firn.plan.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild plan}. */
@Command(
    name = "plan",
    description = "Build the system and print the steps a switch of this machine would take.")
final class RebuildPlan implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Save the plan, for 'firn rebuild switch --plan FILE'.")
  @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (HostSwitch host =
        HostSwitch.plan(
            options, activation, terminal, HostSwitch.configured(options, activation))) {
      if (output != null) {
        SavedPlan saved =
            SavedPlan.of(host.planned(), Objects.requireNonNull(host.planned().after().path()));
        Files.writeString(output, Json.pretty(saved.json(host.planned())) + "\n");
      }
      if (options.json) {
        terminal.print(Json.pretty(PlanJson.of(host.planned().plan())));
      } else {
        terminal.print(PlanText.render(host.planned().plan(), options.verbose).stripTrailing());
      }
      host.planned().obstacles().forEach(one -> terminal.warn("a switch would be refused: " + one));
    }
    return ExitCode.DONE;
  }
}
