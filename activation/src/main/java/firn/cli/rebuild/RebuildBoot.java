package firn.cli.rebuild;

import firn.apply.Boot;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild boot}. */
@Command(
    name = "boot",
    description = "Build the system and make it the one that comes into force at the next boot.")
final class RebuildBoot implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;
  @Mixin RemoteOptions remote;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    RemoteHost other = remote.host();
    if (other != null) {
      return new RemoteSwitch(options, activation, other).run(terminal, "boot", List.of());
    }
    try (HostSwitch host =
        HostSwitch.begin(
            options, activation, terminal, HostSwitch.configured(options, activation))) {
      String system = String.valueOf(host.planned().after().path());
      Boot.next(
          host.host(),
          system,
          activation.profilePath(),
          activation.isHere()
              ? ActivationOptions.recovery(host.session().root(), "--boot")
              : List.of());
      terminal.say("the next boot goes to " + system);
      return ExitCode.DONE;
    }
  }
}
