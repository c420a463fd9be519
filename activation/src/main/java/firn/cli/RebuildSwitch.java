package firn.cli;

import firn.apply.Outcome;
import firn.apply.Report;
import firn.machine.HostMachine;
import firn.plan.PlanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild switch}. */
@Command(
    name = "switch",
    description = "Build the system and switch this machine to it, or leave it as it was.")
final class RebuildSwitch implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (Session session = options.open(terminal);
        HostMachine host = HostMachine.at(Path.of("/"))) {
      Recovery.of(host, HostSwitch.resolver(session.store()), terminal);
    }
    try (HostSwitch host = HostSwitch.plan(options, terminal)) {
      terminal.say(PlanText.render(host.planned().plan(), options.verbose).stripTrailing());
      Outcome outcome = host.planned().apply(new StepProgress(terminal));
      return Reporter.report(
          terminal, new Report(List.of(host.planned().plan()), outcome), options.json);
    }
  }
}
