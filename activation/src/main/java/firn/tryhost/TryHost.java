package firn.tryhost;

import firn.apply.Layout;
import firn.machine.EnteredMachine;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import firn.store.posix.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A throwaway host: a machine made wholly from a closure, booted under systemd-nspawn with its own
 * network, and gone without a trace when closed, however the program ends short of being killed. It
 * boots bare, with {@code /etc} as the packages bring it; the system is then switched to by the
 * same code as on any host.
 */
public final class TryHost implements AutoCloseable {
  private static final Duration BOOT_LIMIT = Duration.ofSeconds(120);
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(40);

  private final Path folder;
  private final Process process;
  private final @Nullable ControlGroup group;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::destroy, "end of the throwaway host");
  private @Nullable Machine machine;

  private TryHost(Path folder, Process process, @Nullable ControlGroup group) {
    this.folder = folder;
    this.process = process;
    this.group = group;
  }

  /**
   * Refuses users who cannot boot a host, before anything is built for one.
   *
   * @throws TryHostException if this process is not root's
   */
  public static void requireRoot() throws IOException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      throw new TryHostException("a throwaway host needs root", "run the command with sudo");
    }
  }

  /**
   * Boots a host from a system and waits until it is up.
   *
   * @param system the logical store path of the system that will be switched to
   * @param store where a logical store path lies on this machine
   * @param storeDir the folder that holds the store, to be bound at {@code /nix/store}
   * @throws TryHostException if this machine cannot boot one, or the system is not made for it
   */
  public static TryHost boot(
      String system, Function<String, Path> store, Path storeDir, Consumer<String> note)
      throws IOException {
    requireRoot();
    LoadedSystem loaded = LoadedSystem.read(system, store);
    String root = loaded.manifest().root();
    if (root == null) {
      throw new TryHostException(
          "the system " + loaded.manifest().name() + " has no root tree of its own",
          "set boot.closureRoot, so that a machine can be made from it");
    }
    Path tree = store.apply(root).toRealPath();
    List<String> program = Nspawn.program(tree);
    Path temporary = Path.of("/var/tmp");
    Path folder =
        Files.createTempDirectory(
            Files.isDirectory(temporary) ? temporary : Path.of("/tmp"),
            "firn-try-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    ControlGroup group = null;
    try {
      Path machineRoot = Files.createDirectory(folder.resolve("root"));
      Files.setAttribute(machineRoot, "unix:mode", 0755);
      try (RootFolder files = RootFolder.open(machineRoot)) {
        new Layout(loaded.manifest(), store).apply(files);
      }
      String name = folder.getFileName().toString();
      boolean underSystemd = Files.isDirectory(Path.of("/run/systemd/system"));
      group = underSystemd ? null : ControlGroup.make(name);
      List<String> command =
          Nspawn.command(
              program,
              machineRoot,
              tree,
              storeDir.toRealPath(),
              name,
              loaded.manifest().name().isEmpty() ? "try" : loaded.manifest().name());
      TryHost host = new TryHost(folder, start(command, group, underSystemd, folder), group);
      Runtime.getRuntime().addShutdownHook(host.hook);
      try {
        host.await(machineRoot, note);
        return host;
      } catch (IOException | RuntimeException e) {
        host.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      if (group != null) {
        group.destroy();
      }
      delete(folder);
      throw e;
    }
  }

  private static Process start(
      List<String> command, @Nullable ControlGroup group, boolean underSystemd, Path folder)
      throws IOException {
    List<String> full = new ArrayList<>();
    if (group != null) {
      full.addAll(
          List.of(
              "sh",
              "-c",
              "echo $$ > \"$0\"/cgroup.procs && exec \"$@\"",
              group.folder().toString()));
    } else if (underSystemd) {
      full.addAll(
          List.of(
              "systemd-run", "--quiet", "--scope", "--collect", "--property=Delegate=yes", "--"));
    }
    full.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(Program.resolve(full));
    // On hosts with both hierarchies the guest gets the unified one, which nested machines need.
    builder.environment().put("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("console").toFile());
    return builder.start();
  }

  private void await(Path root, Consumer<String> note) throws IOException {
    note.accept("booting the throwaway host");
    long end = System.nanoTime() + BOOT_LIMIT.toNanos();
    String state = "offline";
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new TryHostException("the throwaway host did not boot: " + console(), null);
      }
      if (machine == null) {
        int leader = EnteredMachine.initOf(Path.of("/proc"), process.pid());
        machine = leader == 0 ? null : EnteredMachine.of("host", root, leader);
      }
      Machine entered = machine;
      if (entered != null) {
        state = entered.systemctl().state();
        if (state.equals("running") || state.equals("degraded")) {
          return;
        }
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the throwaway host booted", e);
      }
    }
    throw new TryHostException(
        "the throwaway host was still `%s` after %d s: %s"
            .formatted(state, BOOT_LIMIT.toSeconds(), console()),
        null);
  }

  private String console() throws IOException {
    String text = Files.readString(folder.resolve("console"), StandardCharsets.ISO_8859_1).strip();
    return text.isEmpty()
        ? "it said nothing"
        : text.substring(Math.max(0, text.length() - 600)).replace("\n", "; ");
  }

  /** The booted host. */
  public Machine machine() {
    Machine booted = machine;
    if (booted == null || closed.get()) {
      throw new IllegalStateException("the throwaway host is gone");
    }
    return booted;
  }

  /** Shuts the host down and removes all of it. */
  @Override
  public void close() {
    destroy();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs or has run.
      return;
    }
  }

  private void destroy() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      process.destroy();
      if (!process.waitFor(SHUTDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (machine != null) {
      machine.close();
    }
    try {
      if (group != null) {
        group.destroy();
      }
      delete(folder);
    } catch (IOException e) {
      System.err.println("firn: " + folder + " could not be removed: " + e.getMessage());
    }
  }

  /** Deletes a folder that nothing is mounted in; links are deleted, not followed. */
  private static void delete(Path folder) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      if (line.split(" ")[4].startsWith(folder + "/")) {
        throw new IOException("something is still mounted at " + line.split(" ")[4]);
      }
    }
    for (int tries = 0; ; tries++) {
      try {
        deleteOnce(folder);
        return;
      } catch (IOException e) {
        // Files may come and go while the last processes of the host end.
        if (tries == 10) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deleteOnce(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
