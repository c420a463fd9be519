package firn.health;

import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.machine.NetworkThread;
import firn.manifest.HealthEntry;
import firn.systemd.UnitState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one check in its machine until it passes or its time is up. */
final class Probe {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Probe() {}

  static CheckResult run(Machine machine, HealthEntry check) {
    long end = System.nanoTime() + Duration.ofSeconds(check.timeoutSec()).toNanos();
    Finding last;
    do {
      last = look(machine, check);
      if (last.ok() || System.nanoTime() >= end) {
        break;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    } while (true);
    return new CheckResult(check.name(), machine.name(), type(check), last.ok(), last.message());
  }

  private record Finding(boolean ok, String message) {}

  private static String type(HealthEntry check) {
    return switch (check) {
      case HealthEntry.Http http -> "http";
      case HealthEntry.Tcp tcp -> "tcp";
      case HealthEntry.Command command -> "command";
      case HealthEntry.Unit unit -> "unit";
    };
  }

  private static Finding look(Machine machine, HealthEntry check) {
    try {
      return switch (check) {
        case HealthEntry.Http http -> http(machine, http);
        case HealthEntry.Tcp tcp ->
            NetworkThread.in(
                machine,
                () -> {
                  try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(tcp.host(), tcp.port()), 5000);
                  }
                  return new Finding(true, tcp.host() + ":" + tcp.port() + " accepts connections");
                });
        case HealthEntry.Command command -> {
          CommandResult result =
              machine.run(Duration.ofSeconds(command.timeoutSec()), command.command());
          yield new Finding(
              result.succeeded(), result.succeeded() ? "succeeded" : result.complaint());
        }
        case HealthEntry.Unit unit -> {
          Map<String, UnitState> states = machine.systemctl().states(List.of(unit.unit()));
          UnitState state = states.getOrDefault(unit.unit(), UnitState.ABSENT);
          yield new Finding(
              state.active().equals("active"),
              unit.unit() + " is " + state.active() + " (" + state.sub() + ")");
        }
      };
    } catch (IOException e) {
      return new Finding(false, String.valueOf(e.getMessage()));
    }
  }

  private static Finding http(Machine machine, HealthEntry.Http check) throws IOException {
    URI url;
    try {
      url = URI.create(check.url());
    } catch (IllegalArgumentException e) {
      return new Finding(false, check.url() + " is not a URL");
    }
    if (url.getHost() == null) {
      return new Finding(false, check.url() + " names no host");
    }
    HttpProbe.Answer answer = NetworkThread.in(machine, () -> HttpProbe.get(url, 5000));
    if (answer.status() != check.expectStatus()) {
      return new Finding(
          false, url + " answered " + answer.status() + ", not " + check.expectStatus());
    }
    String expected = check.expectBody();
    if (expected != null && !answer.body().contains(expected)) {
      return new Finding(false, url + " answered without the text `" + expected + "`");
    }
    return new Finding(true, url + " answered " + answer.status());
  }
}
