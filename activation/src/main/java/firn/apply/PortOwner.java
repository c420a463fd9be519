package firn.apply;

import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.systemd.UnitName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The process that listens on a port of a machine.
 *
 * @param process its id as the machine counts, 0 if it could not be found
 * @param program its name
 * @param group its control group, whose path names the units it belongs to
 */
record PortOwner(int process, String program, String group) {
  private static final String LISTENING = "0A";

  /** The owner of a port, or null if nobody listens there. */
  static @Nullable PortOwner of(Machine machine, String protocol, int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String file : List.of(protocol, protocol + "6")) {
      CommandResult table =
          machine.run(Duration.ofSeconds(20), List.of("cat", "/proc/net/" + file));
      for (String line : table.output().split("\n")) {
        String[] fields = line.strip().split("\\s+");
        boolean listens =
            fields.length > 9
                && fields[1].endsWith(":%04X".formatted(port))
                && (protocol.equals("udp") || fields[3].equals(LISTENING));
        if (listens) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    }
    return sockets.isEmpty() ? null : owner(machine.processes(), sockets);
  }

  private static PortOwner owner(Path processes, Set<String> sockets) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
      for (Path process : all) {
        if (holds(process.resolve("fd"), sockets)) {
          return new PortOwner(
              Integer.parseInt(process.getFileName().toString()),
              text(process.resolve("comm")),
              text(process.resolve("cgroup")));
        }
      }
    }
    return new PortOwner(0, "", "");
  }

  private static boolean holds(Path descriptors, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path one : open) {
        if (sockets.contains(Files.readSymbolicLink(one).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // The process ended meanwhile, or the descriptor was closed.
      return false;
    }
    return false;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether one of the units of a system runs the process. */
  boolean belongsTo(LoadedSystem system) {
    for (String part : group.split("[/\n]")) {
      if (part.contains(".")) {
        String template = new UnitName(part).template();
        Set<String> units = system.manifest().units().keySet();
        if (units.contains(part) || (template != null && units.contains(template))) {
          return true;
        }
      }
    }
    // systemd listens for the sockets it manages.
    return process == 1;
  }

  /** The owner in words. */
  String described() {
    if (process == 0) {
      return "a process that could not be found";
    }
    String unit = group.substring(group.lastIndexOf('/') + 1);
    return program + " (process " + process + (unit.isEmpty() ? "" : " of " + unit) + ")";
  }
}
