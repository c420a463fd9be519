package firn.machine;

import firn.dbus.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This host, or the files of a machine that does not run. */
public final class HostMachine implements Machine {
  /** Where systemd answers root without a bus between. */
  private static final Path PRIVATE_SOCKET = Path.of("/run/systemd/private");

  private final RootFolder files;
  private final boolean booted;

  private HostMachine(RootFolder files, boolean booted) {
    this.files = files;
    this.booted = booted;
  }

  /**
   * The machine whose files lie below a root: this host for {@code /}, which counts as booted where
   * systemd runs it, else a machine that does not run.
   */
  public static HostMachine at(Path root) throws IOException {
    boolean here = root.toAbsolutePath().normalize().equals(Path.of("/"));
    return new HostMachine(
        RootFolder.open(root), here && Files.isDirectory(Path.of("/run/systemd/system")));
  }

  /** This host while it boots: its files are there, and no unit is to be touched yet. */
  public static HostMachine booting(Path root) throws IOException {
    return new HostMachine(RootFolder.open(root), false);
  }

  @Override
  public String name() {
    return "host";
  }

  @Override
  public RootFolder files() {
    return files;
  }

  @Override
  public boolean isBooted() {
    return booted;
  }

  @Override
  public int leader() {
    return 0;
  }

  @Override
  public CommandResult run(Duration limit, List<String> command) throws IOException {
    if (!booted) {
      throw new IOException("the machine at " + files.path() + " does not run");
    }
    List<String> full = new ArrayList<>(List.of("env", "-i"));
    full.addAll(EnteredMachine.ENVIRONMENT);
    full.addAll(command);
    return Commands.run(full, limit);
  }

  @Override
  public Connection bus(Duration limit) throws IOException {
    if (!booted) {
      throw new IOException("the machine at " + files.path() + " does not run");
    }
    return Connection.open(PRIVATE_SOCKET, limit);
  }

  @Override
  public List<String> entering() throws IOException {
    if (!booted) {
      throw new IOException("the machine at " + files.path() + " does not run");
    }
    return List.of();
  }

  @Override
  public @Nullable Path namespace(String kind) {
    return null;
  }

  @Override
  public Path processes() {
    return Path.of("/proc");
  }

  @Override
  public void close() {
    files.close();
  }
}
