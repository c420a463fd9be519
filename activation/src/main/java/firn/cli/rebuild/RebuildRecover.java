package firn.cli.rebuild;

import firn.apply.Recovery;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.machine.HostMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild recover}. */
@Command(
    name = "recover",
    description =
        "End a switch that was interrupted, or take back one that waits to be confirmed; nothing to end is fine.")
final class RebuildRecover implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin SessionOptions options;
  @Mixin ActivationOptions activation;

  @Option(
      names = "--boot",
      description =
          "For the unit that runs while the machine boots: files only, then the boot goes on.")
  boolean boot;

  @Option(
      names = "--watch",
      paramLabel = "PID",
      description = "Wait until the switch of that process ends, is confirmed, or its time is up.")
  @Nullable Long watched;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    try (Session session = new Session(options, terminal, false)) {
      Function<String, Path> store = HostSwitch.resolver(session.store());
      if (boot) {
        return new BootRecovery(store, terminal).run();
      }
      try (HostMachine host = HostMachine.at(activation.root)) {
        if (watched != null && !watch(host, watched)) {
          return ExitCode.DONE;
        }
        if (!Recoverer.of(host, store, terminal) && watched == null) {
          terminal.say("there is nothing to recover");
        }
      }
    }
    return ExitCode.DONE;
  }

  /** Answers whether there is something to recover. */
  private static boolean watch(HostMachine host, long pid) throws IOException {
    try {
      while (true) {
        Long until = Recovery.awaited(host.files());
        boolean lives = ProcessHandle.of(pid).isPresent();
        if (until != null) {
          if (Instant.now().getEpochSecond() >= until) {
            return true;
          }
        } else if (!lives) {
          return Recovery.isNeeded(host.files());
        }
        Thread.sleep(300);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
