package firn.tryhost;

import firn.machine.EnteredMachine;
import firn.machine.Machine;
import firn.store.posix.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A root folder booted by systemd-nspawn: the processes of one run, from power on to shutdown, or
 * to a loss of power. The folder stays.
 */
public final class Guest implements AutoCloseable {
  private static final Duration BOOT_LIMIT = Duration.ofSeconds(120);
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(40);

  private final Path folder;
  private final Process process;
  private final @Nullable ControlGroup group;
  private @Nullable Machine machine;
  private boolean ended;

  private Guest(Path folder, Process process, @Nullable ControlGroup group) {
    this.folder = folder;
    this.process = process;
    this.group = group;
  }

  /**
   * Boots and waits until the guest is up.
   *
   * @param command systemd-nspawn with its options
   * @param root the root folder
   * @param folder where the console's output goes
   * @throws TryHostException if it does not come up
   */
  public static Guest boot(List<String> command, Path root, Path folder, Consumer<String> note)
      throws IOException {
    boolean underSystemd = Files.isDirectory(Path.of("/run/systemd/system"));
    ControlGroup group = underSystemd ? null : ControlGroup.make(folder.getFileName().toString());
    try {
      Guest guest = new Guest(folder, start(command, group, underSystemd, folder), group);
      try {
        guest.await(root, note);
        return guest;
      } catch (IOException | RuntimeException e) {
        guest.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      if (group != null) {
        group.destroy();
      }
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
      if (machine != null && !machine.isBooted()) {
        // systemd-nspawn has other children before the init, which end.
        machine.close();
        machine = null;
      }
      if (machine == null) {
        int leader = EnteredMachine.initOf(Path.of("/proc"), process.pid());
        machine = leader == 0 ? null : EnteredMachine.of("host", root, leader);
      }
      Machine entered = machine;
      if (entered != null && entered.isBooted()) {
        state = state(entered);
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

  private static String state(Machine entered) {
    try {
      return entered.systemctl().state();
    } catch (IOException e) {
      // It was not the init after all, and is gone.
      return "offline";
    }
  }

  private String console() throws IOException {
    String text = Files.readString(folder.resolve("console"), StandardCharsets.ISO_8859_1).strip();
    return text.isEmpty()
        ? "it said nothing"
        : text.substring(Math.max(0, text.length() - 600)).replace("\n", "; ");
  }

  /** The booted machine. */
  public Machine machine() {
    Machine booted = machine;
    if (booted == null || ended) {
      throw new IllegalStateException("the throwaway host is gone");
    }
    return booted;
  }

  /** Ends it as a loss of power does: nothing of it is told. */
  public void cutPower() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  /** Shuts it down; what does not end in time is killed. */
  @Override
  public void close() throws IOException {
    if (ended) {
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
    end();
  }

  private void end() throws IOException {
    ended = true;
    if (machine != null) {
      machine.close();
    }
    if (group != null) {
      group.destroy();
    }
  }
}
