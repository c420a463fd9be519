package firn.apply;

import firn.machine.CommandResult;
import firn.machine.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What an activation script asks for by writing names of units, a line each, to the files that
 * NixOS's switch program reads.
 *
 * @param restart units to be restarted as if they had changed
 * @param reload units to be reloaded
 */
record ActivationRequests(List<String> restart, List<String> reload) {
  private static final String RESTART = "/run/nixos/activation-restart-list";
  private static final String RELOAD = "/run/nixos/activation-reload-list";

  static void forget(Machine machine) throws IOException {
    machine.run(Duration.ofSeconds(20), List.of("rm", "-f", RESTART, RELOAD));
    machine.run(Duration.ofSeconds(20), List.of("mkdir", "-p", "/run/nixos"));
  }

  static ActivationRequests read(Machine machine) throws IOException {
    ActivationRequests requests =
        new ActivationRequests(lines(machine, RESTART), lines(machine, RELOAD));
    if (!requests.restart.isEmpty() || !requests.reload.isEmpty()) {
      forget(machine);
    }
    return requests;
  }

  private static List<String> lines(Machine machine, String file) throws IOException {
    CommandResult result = machine.run(Duration.ofSeconds(20), List.of("cat", file));
    return result.succeeded()
        ? result.output().lines().map(String::strip).filter(line -> !line.isEmpty()).toList()
        : List.of();
  }
}
