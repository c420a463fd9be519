package firn.tryhost;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A control group of its own for a host. Without one, two hosts started from one shell would share
 * the groups that systemd-nspawn makes below its own, and the inits would clean up after each
 * other.
 */
record ControlGroup(Path folder) {
  /** Makes one below the group of this process, or null where there is no unified hierarchy. */
  static @Nullable ControlGroup make(String name) throws IOException {
    Path mount = null;
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      String[] halves = line.split(" - ", 2);
      if (halves.length == 2 && halves[1].startsWith("cgroup2 ")) {
        mount = Path.of(halves[0].split(" ")[4]);
      }
    }
    String own = null;
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      if (line.startsWith("0::/")) {
        own = line.substring("0::/".length());
      }
    }
    if (mount == null || own == null || own.startsWith("..")) {
      return null;
    }
    Path folder = mount.resolve(own).resolve(name);
    Files.createDirectory(folder);
    return new ControlGroup(folder);
  }

  /** Ends whatever still runs in it, and removes it. */
  void destroy() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Path kill = folder.resolve("cgroup.kill");
    if (Files.exists(kill)) {
      Files.writeString(kill, "1");
    }
    for (int i = 0; i < 50 && !remove(folder); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean remove(Path group) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(group)) {
      for (Path child : stream) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          children.add(child);
        }
      }
    } catch (IOException e) {
      return !Files.exists(group);
    }
    children.forEach(ControlGroup::remove);
    try {
      Files.delete(group);
      return true;
    } catch (IOException e) {
      // A process in it has not ended yet; the caller tries again.
      return false;
    }
  }
}
