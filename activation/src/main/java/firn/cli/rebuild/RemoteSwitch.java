package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.store.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A system built here for another machine, or for this one as another user: it is copied there
 * whole before anything changes there, and the Firn of that machine plans, applies and, if need be,
 * undoes.
 */
final class RemoteSwitch {
  private final RebuildOptions options;
  private final ActivationOptions activation;
  private final RemoteHost host;

  RemoteSwitch(RebuildOptions options, ActivationOptions activation, RemoteHost host) {
    this.options = options;
    this.activation = activation;
    this.host = host;
    if (!activation.root.equals(Path.of("/"))) {
      throw new CommandException(
          ExitCode.USAGE, "--root acts on a folder, not on " + host.name(), null);
    }
  }

  /**
   * Builds, copies, and runs the action there.
   *
   * @param more further arguments of the action
   * @return its exit code
   */
  int run(Terminal terminal, String action, List<String> more) throws IOException {
    try (Session session = options.open(terminal)) {
      StorePath system = WantedSystem.build(session, options);
      session.keepLock();
      int copied = host.copy(session.store(), system);
      terminal.say(copied + (copied == 1 ? " path" : " paths") + " copied to " + host.name());
      // The session stays open, so that what was built is not collected meanwhile.
      return there(action, Stream.concat(Stream.of("--system", system.toString()), more.stream()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  /** Runs an action there that needs no system from here. */
  int only(String action, List<String> more) throws IOException {
    try {
      return there(action, more.stream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private int there(String action, Stream<String> more) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("rebuild", action));
    more.forEach(all::add);
    if (activation.specialisation != null) {
      all.addAll(List.of("--specialisation", activation.specialisation));
    }
    all.addAll(List.of("--profile-name", activation.profile));
    if (options.json) {
      all.add("--json");
    }
    if (options.verbose) {
      all.add("--verbose");
    }
    return host.run(all);
  }
}
