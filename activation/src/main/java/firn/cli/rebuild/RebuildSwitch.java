package firn.cli.rebuild;

import firn.apply.Ending;
import firn.apply.SavedPlan;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild switch}. */
@Command(
    name = "switch",
    description = "Build the system and switch this machine to it, or leave it as it was.")
final class RebuildSwitch implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin SwitchOptions how;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Apply exactly the plan that 'firn rebuild plan -o FILE' saved, or nothing if machine or configuration have changed.")
  @Nullable Path plan;

  @Override
  public Integer call() throws IOException {
    RemoteHost other = how.remote.host();
    if (plan != null && other != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "a saved plan is about the machine it was made on",
          how.remote.targetHost != null
              ? "run 'firn rebuild switch --plan' on " + how.remote.targetHost
              : "run 'sudo firn rebuild switch --plan', without --sudo");
    }
    return plan == null
        ? how.run(rebuild.terminal(), Ending.Kind.KEEP)
        : saved(rebuild.terminal(), plan);
  }

  private int saved(Terminal terminal, Path file) throws IOException {
    SavedPlan saved = SavedPlan.parse(Files.readString(file));
    // With a configuration at hand it is asked once more; without one the plan's system counts.
    boolean configured =
        !how.options.configurations.isEmpty() || Files.exists(how.options.configuration());
    HostSwitch.Wanted wanted =
        configured
            ? HostSwitch.configured(how.options, how.activation)
            : (session, host) -> saved.after();
    try (HostSwitch host = HostSwitch.begin(how.options, how.activation, terminal, wanted)) {
      String after = Objects.requireNonNull(host.planned().after().path());
      List<String> differences = saved.differences(SavedPlan.of(host.planned(), after));
      if (!differences.isEmpty()) {
        terminal.say("machine or configuration have changed since the plan was saved:");
        differences.forEach(one -> terminal.say("  " + one));
        throw new CommandException(
            ExitCode.EXPRESSION,
            "the plan in '" + file + "' does not hold any more; nothing was changed",
            "make a new one with 'firn rebuild plan -o FILE'");
      }
      return host.apply(
          how.activation.ending(Ending.Kind.KEEP),
          Duration.ofSeconds(how.confirm),
          how.settle(),
          terminal);
    }
  }
}
