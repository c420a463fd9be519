package firn.tryhost;

import firn.apply.Layout;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
  private final Path folder;
  private final List<String> command;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::destroy, "end of the throwaway host");
  private Guest guest;

  private TryHost(Path folder, List<String> command, Guest guest) {
    this.folder = folder;
    this.command = command;
    this.guest = guest;
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
    Path temporary = Path.of("/var/tmp");
    return boot(
        system, store, storeDir, Files.isDirectory(temporary) ? temporary : Path.of("/tmp"), note);
  }

  /**
   * As the other.
   *
   * @param place the folder in which the host's own folder is made
   */
  public static TryHost boot(
      String system, Function<String, Path> store, Path storeDir, Path place, Consumer<String> note)
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
    Path folder =
        Files.createTempDirectory(
            place,
            "firn-try-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Path machineRoot = Files.createDirectory(folder.resolve("root"));
      Files.setAttribute(machineRoot, "unix:mode", 0755);
      try (RootFolder files = RootFolder.open(machineRoot)) {
        new Layout(loaded.manifest(), store).apply(files);
      }
      List<String> command =
          Nspawn.command(
              program,
              machineRoot,
              tree,
              storeDir.toRealPath(),
              folder.getFileName().toString(),
              loaded.manifest().name().isEmpty() ? "try" : loaded.manifest().name());
      TryHost host = new TryHost(folder, command, Guest.boot(command, machineRoot, folder, note));
      Runtime.getRuntime().addShutdownHook(host.hook);
      return host;
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /** The booted host. */
  public Machine machine() {
    if (closed.get()) {
      throw new IllegalStateException("the throwaway host is gone");
    }
    return guest.machine();
  }

  /** Boots the host anew, after a shutdown or as if its power had been cut. */
  public void reboot(boolean cutPower, Consumer<String> note) throws IOException {
    if (cutPower) {
      guest.cutPower();
    } else {
      shutDown();
    }
    boot(note);
  }

  /** Shuts the host down, to be booted again. */
  public void shutDown() throws IOException {
    guest.close();
  }

  /** Boots the host after a shutdown. */
  public void boot(Consumer<String> note) throws IOException {
    guest = Guest.boot(command, folder.resolve("root"), folder, note);
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
      guest.close();
      delete(folder);
    } catch (IOException e) {
      System.err.println("firn: " + folder + " could not be removed: " + e.getMessage());
    }
  }

  /** Deletes a folder that nothing is mounted in; links are deleted, not followed. */
  static void delete(Path folder) throws IOException {
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
