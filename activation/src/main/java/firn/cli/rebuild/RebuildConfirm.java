package firn.cli.rebuild;

import firn.apply.Recovery;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.machine.HostMachine;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild confirm}. */
@Command(name = "confirm", description = "Keep a switch that was made with --confirm.")
final class RebuildConfirm implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin SessionOptions options;
  @Mixin ActivationOptions activation;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (Session session = new Session(options, terminal, false);
        HostMachine host = HostMachine.at(activation.root)) {
      return Confirmation.tell(
          Recovery.confirm(host, HostSwitch.resolver(session.store()), new StepProgress(terminal)),
          terminal);
    }
  }
}
