package firn.apply;

import firn.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What tells the time between two boots of a machine from any other. */
final class MachineRun {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

  /** The place of the start time among the fields of {@code stat} that follow the name. */
  private static final int START_TIME = 19;

  private MachineRun() {}

  /** The run that a machine is in, or null if it does not run. */
  static @Nullable String of(Machine machine) throws IOException {
    if (!machine.isBooted()) {
      return null;
    }
    // The name of a program may hold blanks and brackets.
    String init = Files.readString(machine.processes().resolve("1/stat"));
    String[] fields = init.substring(init.lastIndexOf(')') + 2).split(" ");
    return Files.readString(KERNEL).strip() + "/" + fields[START_TIME];
  }
}
