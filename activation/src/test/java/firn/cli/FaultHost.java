package firn.cli;

import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the whole state of a host and its containers, file by file and unit by unit. */
final class FaultHost {
  /** What a running system writes by itself, below the root of a machine. */
  private static final List<String> NOT_COMPARED =
      List.of(
          "dev",
          "proc",
          "run",
          "sys",
          "tmp",
          "usr",
          "root",
          "nix",
          "var/cache",
          "var/log",
          "var/tmp",
          "var/lib/systemd",
          "var/lib/private",
          "var/lib/containers",
          "var/lib/nixos-containers",
          "var/lib/firn/oci-images",
          "var/lib/firn/folders",
          "var/lib/firn/lock",
          "var/lib/cni",
          "etc/resolv.conf",
          "etc/.pwd.lock",
          "etc/.updated",
          "var/.updated");

  private FaultHost() {}

  /** The state by names of files and units. */
  static SortedMap<String, String> state(Machine host, LoadedSystem system, LoadedSystem other)
      throws IOException {
    SortedMap<String, String> out = new TreeMap<>();
    machine("host", host, system, other, out);
    for (Map.Entry<String, LoadedSystem> inner : system.containers().entrySet()) {
      String name = inner.getKey();
      try (Machine container =
          host.container(
              name,
              "/var/lib/nixos-containers/" + name,
              Objects.requireNonNull(system.manifest().containers().get(name)).unit())) {
        out.put(name + ": booted", "" + container.isBooted());
        machine(
            name,
            container,
            inner.getValue(),
            other.containers().getOrDefault(name, inner.getValue()),
            out);
      }
    }
    for (String name : system.manifest().ociContainers().keySet()) {
      out.put(
          "oci " + name,
          run(
              host,
              "podman",
              "inspect",
              "--format",
              "{{.Image}} {{.State.Running}}{{range .Config.Env}}{{if eq (slice . 0 4) \"STEP\"}} {{.}}{{end}}{{end}}",
              name));
    }
    return out;
  }

  private static void machine(
      String where,
      Machine machine,
      LoadedSystem system,
      LoadedSystem other,
      SortedMap<String, String> out)
      throws IOException {
    files(where, machine.files().path(), out);
    out.put(where + ": system in force", run(machine, "readlink", "-f", "/run/current-system"));
    List<String> command =
        new ArrayList<>(
            List.of("systemctl", "show", "-p", "Id,ActiveState,SubState,NeedDaemonReload,MainPID"));
    // Units of the other system are to be seen not to be there.
    Stream.concat(
            system.manifest().units().keySet().stream(), other.manifest().units().keySet().stream())
        .filter(unit -> !unit.contains("@."))
        .distinct()
        .sorted()
        .forEach(command::add);
    Map<String, String> processes = processes(machine);
    for (String block : run(machine, command.toArray(String[]::new)).split("\n\n")) {
      Map<String, String> values = new TreeMap<>();
      for (String line : block.split("\n")) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      String pid = values.getOrDefault("MainPID", "0");
      values.remove("MainPID");
      String unit = String.valueOf(values.remove("Id"));
      // What runs, for a definition that was taken over need not be the one that runs.
      String process =
          pid.equals("0") || unit.startsWith("podman-") ? "" : processes.getOrDefault(pid, "none");
      out.put(where + ": " + unit, values + " " + process);
    }
  }

  /** The command lines of a machine's processes, by their ids. */
  private static Map<String, String> processes(Machine machine) throws IOException {
    Map<String, String> out = new TreeMap<>();
    run(machine, "ps", "-eo", "pid=,args=")
        .lines()
        .map(line -> line.strip().split(" +", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> out.put(parts[0], parts[1].strip()));
    return out;
  }

  static void files(String where, Path root, SortedMap<String, String> out) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(f -> isCompared(root, f))::iterator) {
        out.put(where + ":/" + root.relativize(file), describe(file));
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      // A file of the running system came or went meanwhile.
      out.keySet().removeIf(name -> name.startsWith(where + ":/"));
      files(where, root, out);
    }
  }

  private static boolean isCompared(Path root, Path file) {
    String name = root.relativize(file).toString();
    return NOT_COMPARED.stream().noneMatch(top -> name.equals(top) || name.startsWith(top + "/"))
        && !name.startsWith("var/lib/firn/journal/");
  }

  private static String describe(Path file) throws IOException {
    String what =
        Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS).toString();
    if (Files.isSymbolicLink(file)) {
      return what + " -> " + Files.readSymbolicLink(file);
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = Files.readAllBytes(file);
      return what
          + " "
          + (content.length < 400
              ? new String(content, StandardCharsets.ISO_8859_1)
              : content.length + " bytes, " + java.util.Arrays.hashCode(content));
    }
    return what;
  }

  static String run(Machine machine, String... command) throws IOException {
    if (!machine.isBooted()) {
      return "not running";
    }
    CommandResult result = machine.run(Duration.ofMinutes(1), List.of(command));
    return result.output().strip();
  }

  /** What differs between two states, as lines. */
  static List<String> differences(Map<String, String> expected, Map<String, String> is) {
    List<String> out = new ArrayList<>();
    for (String name :
        Stream.concat(expected.keySet().stream(), is.keySet().stream()).distinct().toList()) {
      if (!String.valueOf(expected.get(name)).equals(String.valueOf(is.get(name)))) {
        out.add(name + ": expected " + expected.get(name) + ", is " + is.get(name));
      }
    }
    return out;
  }
}
