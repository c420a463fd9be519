package firn.container;

import firn.machine.CommandResult;
import firn.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Removes folders of a machine together with what is in them, but never what is only mounted there:
 * that belongs to whoever mounted it.
 */
record StateFolder(Machine machine, String path) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Takes away mounts below the folder and on it, and then the folder.
   *
   * @throws ContainerException if something in it is in use
   */
  void remove() throws IOException {
    for (String mount : mounts()) {
      must("unmount " + mount, List.of("umount", "--", mount));
    }
    must("remove " + path, List.of("rm", "--one-file-system", "-rf", "--", path));
  }

  private void must(String what, List<String> command) throws IOException {
    CommandResult result = machine.run(LIMIT, command);
    if (!result.succeeded()) {
      throw new ContainerException(
          "cannot " + what + ": " + result.complaint(), "end what uses it and try again");
    }
  }

  /** The mounts on the folder and below it, the deepest first. */
  private List<String> mounts() throws IOException {
    Path table =
        machine.processes().resolve(machine.leader() == 0 ? "self/mountinfo" : "1/mountinfo");
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      String mount = unescaped(line.split(" ")[4]);
      if (mount.equals(path) || mount.startsWith(path + "/")) {
        found.add(mount);
      }
    }
    found.sort(Comparator.comparingInt(String::length).reversed());
    return found;
  }

  /** The kernel writes blanks and backslashes of a path as octal numbers. */
  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 3 < text.length()) {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
