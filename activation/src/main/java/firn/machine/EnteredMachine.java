package firn.machine;

import firn.dbus.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A booted container, entered through the namespaces of its init. A machine in a machine is entered
 * from the one around it, so that commands compose and need nothing but {@code nsenter} there.
 */
public final class EnteredMachine implements Machine {
  /** The whole environment of a command inside a machine. */
  static final List<String> ENVIRONMENT =
      List.of(
          "PATH=/run/wrappers/bin:/run/current-system/sw/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME=/root",
          "TERM=dumb",
          "LC_ALL=C.UTF-8",
          "SYSTEMD_PAGER=",
          "SYSTEMD_COLORS=0");

  /** The socket of its bus: systemd's own is for processes of the machine's own namespace only. */
  private static final String BUS = "/run/dbus/system_bus_socket";

  private final String name;
  private final @Nullable Machine around;
  private final RootFolder files;
  private final int leader;
  private final String started;

  private EnteredMachine(
      String name, @Nullable Machine around, RootFolder files, int leader, String started) {
    this.name = name;
    this.around = around;
    this.files = files;
    this.leader = leader;
    this.started = started;
  }

  /** The booted machine whose init is a process of this one. */
  public static EnteredMachine of(String name, Path root, int leader) throws IOException {
    return new EnteredMachine(
        name, null, RootFolder.open(root), leader, startTime(Path.of("/proc"), leader));
  }

  static Machine container(Machine around, String container, String stateDir, String unit)
      throws IOException {
    return container(
        around, container, stateDir, around.isBooted() ? around.systemctl().mainPid(unit) : 0);
  }

  static Machine container(Machine around, String container, String stateDir, int nspawn)
      throws IOException {
    String name = around.name().equals("host") ? container : around.name() + "/" + container;
    RootFolder files = around.files().within(stateDir);
    try {
      int leader = nspawn == 0 ? 0 : initOf(around.processes(), nspawn);
      String started = leader == 0 ? "" : startTime(around.processes(), leader);
      return new EnteredMachine(name, around, files, leader, started);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * The init that a systemd-nspawn started, 0 if there is none yet. While it sets the machine up,
   * its child is a helper that goes away again; the init is the first process of its namespace.
   *
   * @param processes a {@code /proc} in which the process has the given id
   */
  public static int initOf(Path processes, long nspawn) {
    try {
      String children =
          Files.readString(processes.resolve(nspawn + "/task/" + nspawn + "/children"));
      for (String child : children.strip().split(" ")) {
        if (!child.isEmpty() && isInit(processes.resolve(child))) {
          return Integer.parseInt(child);
        }
      }
      return 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isInit(Path process) throws IOException {
    return Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1).stream()
        .anyMatch(line -> line.startsWith("NSpid:") && line.matches(".*\\s\\d+\\s.*\\b1"));
  }

  /** When a process started, in ticks since boot: a process id alone may have been used again. */
  private static String startTime(Path processes, int pid) {
    try {
      String stat = Files.readString(processes.resolve(pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RootFolder files() {
    return files;
  }

  @Override
  public boolean isBooted() {
    return leader != 0 && !started.isEmpty() && startTime(outerProcesses(), leader).equals(started);
  }

  @Override
  public int leader() {
    return leader;
  }

  private Path outerProcesses() {
    return around == null ? Path.of("/proc") : around.processes();
  }

  @Override
  public CommandResult run(Duration limit, List<String> command) throws IOException {
    if (!isBooted()) {
      throw new IOException("the machine " + name + " does not run");
    }
    List<String> full = new ArrayList<>(nsenter());
    full.addAll(List.of("/usr/bin/env", "-i"));
    full.addAll(ENVIRONMENT);
    full.addAll(command);
    CommandResult result = around == null ? Commands.run(full, limit) : around.run(limit, full);
    return new CommandResult(command, result.exitCode(), result.output(), result.errors());
  }

  @Override
  public Connection bus(Duration limit) throws IOException {
    int root = Kernel.openFolder(outerProcesses().resolve(leader + "/root").toString());
    try {
      // Whoever is root in the container made this path: no link in it leads out of there.
      int socket = Kernel.openIn(root, BUS);
      try {
        if (!isBooted()) {
          throw new IOException("the machine " + name + " does not run");
        }
        return Connection.openBus(Path.of("/proc/self/fd/" + socket), limit);
      } finally {
        Kernel.close(socket);
      }
    } finally {
      Kernel.close(root);
    }
  }

  @Override
  public List<String> entering() throws IOException {
    if (!isBooted()) {
      throw new IOException("the machine " + name + " does not run");
    }
    List<String> full = new ArrayList<>(around == null ? List.of() : around.entering());
    full.addAll(nsenter());
    return full;
  }

  private List<String> nsenter() {
    List<String> out =
        new ArrayList<>(
            List.of(
                // Within a machine, the caller's PATH says nothing of where programs are.
                around == null ? "nsenter" : "/usr/bin/nsenter",
                "--target",
                Integer.toString(leader),
                "--mount",
                "--uts",
                "--ipc",
                "--net",
                "--pid",
                "--cgroup",
                "--root",
                "--wd"));
    if (hasOwnUsers()) {
      out.add("--user");
    }
    out.add("--");
    return out;
  }

  /** Whether the machine has users of its own; the kernel refuses to enter a namespace twice. */
  private boolean hasOwnUsers() {
    Path outer = around == null ? null : around.namespace("user");
    try {
      return !Files.readSymbolicLink(namespace("user"))
          .equals(Files.readSymbolicLink(outer == null ? Path.of("/proc/self/ns/user") : outer));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Path namespace(String kind) {
    return outerProcesses().resolve(leader + "/ns/" + kind);
  }

  @Override
  public Path processes() {
    return outerProcesses().resolve(leader + "/root/proc");
  }

  @Override
  public void close() {
    files.close();
  }
}
