package firn.cli.rebuild;

import firn.apply.Ending;
import firn.apply.Generations;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Terminal;
import firn.health.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code switch} and {@code test} have in common. */
final class SwitchOptions {
  private static final int LONGEST_SETTLE = 3600;

  @Mixin RebuildOptions options;
  @Mixin ActivationOptions activation;
  @Mixin RemoteOptions remote;

  @Option(
      names = "--rollback",
      description = "Go back to the generation before the current one; builds nothing.")
  boolean rollback;

  @Option(
      names = "--confirm",
      paramLabel = "SECONDS",
      description =
          "Undo the switch unless 'firn rebuild confirm' is run within this time after it, also when this terminal is lost.")
  int confirm;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description =
          "How long units must stay up before the switch counts as done (${DEFAULT-VALUE}); may have a fraction.")
  double settle = Health.SETTLE.toMillis() / 1000.0;

  /** Plans and applies. */
  int run(Terminal terminal, Ending.Kind kind) throws IOException {
    if (confirm < 0) {
      throw new CommandException(ExitCode.USAGE, "--confirm takes a number of seconds", null);
    }
    Duration watched = settle();
    RemoteHost other = remote.host();
    if (other != null) {
      return there(new RemoteSwitch(options, activation, other), terminal, kind);
    }
    Ending[] ending = {activation.ending(kind)};
    HostSwitch.Wanted wanted =
        rollback
            ? (session, host) -> {
              Generations.Generation previous =
                  previous(new Generations(host.files(), activation.profilePath()));
              ending[0] = ending[0].at(previous.number());
              return Specialisation.of(previous.system(), activation.specialisation, session);
            }
            : HostSwitch.configured(options, activation);
    try (HostSwitch host = HostSwitch.begin(options, activation, terminal, wanted)) {
      return host.apply(ending[0], Duration.ofSeconds(confirm), watched, terminal);
    }
  }

  /** How long units are to stay up. */
  Duration settle() {
    if (!(settle >= 0 && settle <= LONGEST_SETTLE)) {
      throw new CommandException(
          ExitCode.USAGE, "--settle takes a number of seconds up to " + LONGEST_SETTLE, null);
    }
    return Duration.ofMillis(Math.round(settle * 1000));
  }

  private int there(RemoteSwitch other, Terminal terminal, Ending.Kind kind) throws IOException {
    String action = kind == Ending.Kind.TEST ? "test" : "switch";
    List<String> more = new ArrayList<>();
    if (!settle().equals(Health.SETTLE)) {
      more.addAll(List.of("--settle", String.valueOf(settle)));
    }
    if (confirm != 0) {
      more.addAll(List.of("--confirm", String.valueOf(confirm)));
    }
    if (!rollback) {
      return other.run(terminal, action, more);
    }
    return other.only(action, Stream.concat(Stream.of("--rollback"), more.stream()).toList());
  }

  /** The generation before the current one. */
  static Generations.Generation previous(Generations generations) throws IOException {
    Integer current = generations.currentNumber();
    List<Generations.Generation> older =
        generations.list().stream()
            .filter(one -> current != null && one.number() < current)
            .toList();
    if (older.isEmpty()) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "there is no generation before the current one",
          "'firn rebuild list-generations' lists them");
    }
    return older.getLast();
  }
}
