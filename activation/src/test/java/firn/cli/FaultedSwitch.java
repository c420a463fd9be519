package firn.cli;

import firn.apply.Outcome;
import firn.apply.Progress;
import firn.apply.Switch;
import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.Interruption;
import firn.machine.EnteredMachine;
import firn.machine.Machine;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A switch in a process of its own, which ends itself by a signal: {@code ROOT LEADER STORE SYSTEM
 * SIGNAL POINT DELAY}, at a checkpoint and some milliseconds after it. With {@code NONE} for the
 * signal it says that it is there and goes on.
 */
final class FaultedSwitch {
  /** What it says at the checkpoint if it is to go on. */
  static final String THERE = "at the checkpoint";

  private FaultedSwitch() {}

  public static void main(String[] arguments) throws IOException {
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[5]));
    long delay = Long.parseLong(arguments[6]);
    Progress faulty =
        new Progress() {
          @Override
          public void checkpoint() {
            if (left.getAndDecrement() == 0) {
              signal(arguments[4], delay);
            }
          }
        };
    try (LocalStore store = LocalStore.open(Path.of(arguments[2]));
        Machine machine =
            EnteredMachine.of("host", Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Switch planned = Switch.plan(machine, arguments[3], HostSwitch.resolver(store));
        Interruption progress = new Interruption(faulty)) {
      Outcome outcome = planned.apply(FaultInjector.QUICKLY, progress);
      System.out.println(outcome);
    }
  }

  private static void signal(String name, long delay) {
    if (name.equals("NONE")) {
      System.out.println(THERE);
      System.out.flush();
      return;
    }
    String command =
        "sleep %d.%03d; kill -%s %d"
            .formatted(delay / 1000, delay % 1000, name, ProcessHandle.current().pid());
    try {
      Process shell = new ProcessBuilder("sh", "-c", command).start();
      if (delay == 0) {
        shell.waitFor();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
