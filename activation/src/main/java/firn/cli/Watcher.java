package firn.cli;

import firn.store.posix.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The dead man's switch of {@code --confirm}: a process that does not depend on this one, its
 * terminal or its session, and takes the switch back if this one dies or nobody confirms in time.
 */
final class Watcher {
  private Watcher() {}

  /**
   * Starts it, as a unit of its own where systemd runs.
   *
   * @param recovery the command that watches; the id of this process is added
   */
  static void start(List<String> recovery) throws IOException {
    if (recovery.isEmpty()) {
      throw new CommandException(
          ExitCode.BUILD, "--confirm needs the launcher of firn to be there", null);
    }
    long pid = ProcessHandle.current().pid();
    List<String> command = new ArrayList<>();
    if (Files.isDirectory(Path.of("/run/systemd/system"))) {
      command.addAll(
          List.of(
              "systemd-run",
              "--quiet",
              "--collect",
              "--unit=firn-confirm-" + pid,
              "--description=Takes a switch back that is not confirmed",
              "--property=KillMode=process",
              "--setenv=HOME=/root",
              "--"));
    } else {
      command.add("setsid");
    }
    command.addAll(recovery);
    command.add(Long.toString(pid));
    ProcessBuilder builder = new ProcessBuilder(Program.resolve(command));
    File nothing = new File("/dev/null");
    builder.redirectInput(nothing).redirectOutput(nothing).redirectError(nothing);
    Process process = builder.start();
    try {
      // systemd-run ends when the unit runs; setsid becomes the watcher itself.
      if (process.waitFor(500, TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
        throw new CommandException(
            ExitCode.BUILD,
            "the watcher that undoes an unconfirmed switch could not be started",
            "nothing was changed; see journalctl -u firn-confirm-" + pid);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
