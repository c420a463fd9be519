package firn.machine;

import firn.dbus.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine that Firn acts on: a root folder, and a way to run commands if it is booted. */
public sealed interface Machine extends AutoCloseable permits HostMachine, EnteredMachine {
  /** {@code host}, or the name of the container, with those around it: {@code web/inner}. */
  String name();

  /** Its files. */
  RootFolder files();

  /** Whether an init runs there; commands can only be run where one does. */
  boolean isBooted();

  /** The process id of its init, as the machine around it (or this one) counts, 0 for a host. */
  int leader();

  /**
   * Runs a command inside.
   *
   * @throws IOException if it cannot be started
   */
  CommandResult run(Duration limit, List<String> command) throws IOException;

  /**
   * What a command line of this machine begins with to run the rest inside, with this process's
   * environment and terminal.
   *
   * @throws IOException if no init runs there
   */
  List<String> entering() throws IOException;

  /** The file of a namespace of the machine ({@code net}, …), or null for those of this process. */
  @Nullable Path namespace(String kind);

  /** Where this machine's {@code /proc} can be read from this process. */
  Path processes();

  /**
   * A connection on which its systemd answers.
   *
   * @param limit how long the connection may be used
   * @throws IOException if no init runs there, or none that lets this process in
   */
  Connection bus(Duration limit) throws IOException;

  /**
   * A container on this machine.
   *
   * @param stateDir its root folder within this machine
   * @param unit the unit that runs it
   */
  default Machine container(String container, String stateDir, String unit) throws IOException {
    return EnteredMachine.container(this, container, stateDir, unit);
  }

  /**
   * As the other, where the main process of the unit that runs the container is known.
   *
   * @param nspawn its process id, 0 if the unit does not run
   */
  default Machine container(String container, String stateDir, int nspawn) throws IOException {
    return EnteredMachine.container(this, container, stateDir, nspawn);
  }

  /** The units of the machine. */
  default Systemctl systemctl() {
    return new Systemctl(this);
  }

  @Override
  void close();
}
