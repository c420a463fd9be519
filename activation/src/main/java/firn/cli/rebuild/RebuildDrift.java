package firn.cli.rebuild;

import firn.apply.Drift;
import firn.apply.Generations;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Terminal;
import firn.health.Health;
import firn.plan.Plan;
import firn.plan.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild drift}. */
@Command(
    name = "drift",
    description = {
      "Tell where this machine is no longer as its system declares it: files, units, accounts and containers.",
      "Exits with 0 where nothing drifted or all was restored, else with 1."
    })
final class RebuildDrift implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;

  @Option(names = "--restore", description = "Make everything as declared again.")
  boolean restore;

  @Option(
      names = "--adopt",
      paramLabel = "FILE",
      description =
          "Write a module that declares the files and users of this machine as they are now.")
  @Nullable Path adopt;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (HostSwitch host =
        HostSwitch.begin(
            options,
            activation,
            terminal,
            (session, machine) -> Generations.inForce(machine.files()))) {
      if (host.planned().systemBefore() == null) {
        throw new CommandException(
            ExitCode.EXPRESSION, "Firn has declared nothing on this machine", null);
      }
      Plan plan = host.planned().plan();
      if (adopt != null) {
        Files.writeString(adopt, Drift.module(host.planned(), host.host().files()));
        terminal.say("import '" + adopt + "' in the configuration, then switch");
      }
      if (restore && !plan.isEmpty()) {
        return host.apply(host.planned().restoring(), Duration.ZERO, Health.SETTLE, terminal);
      }
      if (options.json) {
        terminal.print(Json.pretty(PlanJson.of(new Plan(Drift.steps(plan)))));
      } else {
        terminal.print(Drift.text(plan).stripTrailing());
      }
      return plan.isEmpty() ? ExitCode.DONE : ExitCode.EXPRESSION;
    }
  }
}
