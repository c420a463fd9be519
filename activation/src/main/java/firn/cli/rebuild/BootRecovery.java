package firn.cli.rebuild;

import firn.apply.Ending;
import firn.apply.Generations;
import firn.apply.Intent;
import firn.apply.Outcome;
import firn.apply.Switch;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.machine.CommandResult;
import firn.machine.HostMachine;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is done while the machine boots: a switch that was cut off is ended, and the system of the
 * profile comes into force where another one was tested, or the profile was moved for this boot.
 * Only files are changed; what they say is then started by the boot itself.
 */
final class BootRecovery {
  private static final Path ROOT = Path.of("/");

  private final Function<String, Path> store;
  private final Terminal terminal;

  BootRecovery(Function<String, Path> store, Terminal terminal) {
    this.store = store;
    this.terminal = terminal;
  }

  int run() throws IOException {
    int code = ExitCode.DONE;
    @Nullable String system;
    try (HostMachine host = HostMachine.booting(ROOT)) {
      try {
        Recoverer.of(host, store, terminal);
        code = goToProfile(host);
      } catch (CommandException problem) {
        terminal.say(String.valueOf(problem.getMessage()));
        code = problem.exitCode();
      }
      system = Generations.inForce(host.files());
    }
    try (HostMachine host = HostMachine.at(ROOT)) {
      goOn(host, system);
    }
    return code;
  }

  private int goToProfile(HostMachine host) throws IOException {
    Generations profile = Generations.booted(host.files());
    String wanted = profile.current();
    if (wanted == null || Objects.equals(wanted, Generations.inForce(host.files()))) {
      return ExitCode.DONE;
    }
    terminal.say("going to " + wanted);
    try (Switch planned = Switch.plan(host, wanted, store)) {
      Outcome outcome =
          planned.apply(
              new Intent(
                  new Ending(Ending.Kind.KEEP, profile.path(), null),
                  Duration.ZERO,
                  ActivationOptions.recovery(ROOT, "--boot")),
              new StepProgress(terminal));
      if (outcome instanceof Outcome.Switched) {
        return ExitCode.DONE;
      }
      terminal.say(outcome.toString());
      return ExitCode.UNDONE;
    }
  }

  /** Lets the boot go on with the files as they are now. */
  private void goOn(HostMachine host, @Nullable String system) throws IOException {
    if (!host.isBooted()) {
      return;
    }
    List<List<String>> commands = new ArrayList<>();
    if (system != null) {
      commands.add(List.of("ln", "-sfnT", system, "/run/current-system"));
      String script = LoadedSystem.read(system, store).manifest().activationScript();
      if (script != null) {
        commands.add(List.of(script));
      }
    } else {
      commands.add(List.of("rm", "-f", "/run/current-system"));
    }
    commands.add(List.of("systemctl", "daemon-reload"));
    // The boot's own transaction was made from the files as they were.
    commands.add(List.of("systemctl", "--no-block", "start", "default.target"));
    for (List<String> command : commands) {
      CommandResult result = host.run(Duration.ofMinutes(10), command);
      if (!result.succeeded()) {
        terminal.warn(String.join(" ", command) + ": " + result.complaint());
      }
    }
  }
}
