package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.ExitCode;
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
   * @param store the folder that holds the store
   * @param activation which machine is switched
   */
  static void start(Path store, ActivationOptions activation) throws IOException {
    long pid = ProcessHandle.current().pid();
    List<String> recovery = ActivationOptions.recovery(store, "--watch=" + pid);
    if (recovery.isEmpty()) {
      throw new CommandException(
          ExitCode.BUILD, "--confirm needs the launcher of firn to be there", null);
    }
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
              // Making an AOT cache first would take longer than the time there is.
              "--setenv=FIRN_NO_AOT=1",
              "--"));
    } else {
      command.add("setsid");
    }
    command.addAll(recovery);
    if (!activation.isHere()) {
      command.addAll(List.of("--root", activation.root.toAbsolutePath().toString()));
    }
    ProcessBuilder builder = new ProcessBuilder(Program.resolve(command));
    builder.environment().put("FIRN_NO_AOT", "1");
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
