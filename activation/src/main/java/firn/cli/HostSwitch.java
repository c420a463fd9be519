package firn.cli;

import firn.apply.Switch;
import firn.machine.HostMachine;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A system built from a configuration, planned against the machine this runs on. */
final class HostSwitch implements AutoCloseable {
  private final Session session;
  private final HostMachine host;
  private final Switch planned;

  private HostSwitch(Session session, HostMachine host, Switch planned) {
    this.session = session;
    this.host = host;
    this.planned = planned;
  }

  static HostSwitch plan(RebuildOptions options, Terminal terminal) throws IOException {
    Session session = options.open(terminal);
    try {
      StorePath system =
          new SystemConfiguration(session, options.configuration(), List.of()).build();
      session.keepLock();
      HostMachine host = HostMachine.at(Path.of("/"));
      return new HostSwitch(
          session, host, Switch.plan(host, system.toString(), resolver(session.store())));
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  Switch planned() {
    return planned;
  }

  /** Where a logical path lies on this machine. */
  static Function<String, Path> resolver(LocalStore store) {
    return logical -> {
      StorePath path = StorePath.containing(logical);
      return store
          .physical(path)
          .resolve(logical.substring(path.toString().length()).replaceFirst("^/", ""));
    };
  }

  @Override
  public void close() {
    planned.close();
    host.close();
    session.close();
  }
}
