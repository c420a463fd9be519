package firn.packages;

import firn.store.StorePath;
import firn.store.local.FileTrees;
import firn.store.local.LocalStore;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sandbox that has the closure of some packages, a shell as {@code /bin/sh} and nothing else: no
 * {@code /usr}, a bare {@code /etc}, a network of its own. A few tools for the tasks themselves are
 * on the search path, in a folder where no package looks for anything.
 */
final class PackageSandbox {
  private static final String TOOLS =
      "cat sleep rm mkdir touch printf ls chmod head tail cut echo ln cp mv wc tr seq grep true"
          + " timeout dd env nc sed sort od stty dirname basename tee";

  /** What came of a task. */
  record Result(int exitCode, String output) {}

  private final LocalStore store;
  private final Path etc;
  private final StorePath shell;
  private final StorePath tools;

  /**
   * @param shell the package that has {@code bin/dash}
   * @param tools the package that has {@code bin/busybox}
   */
  PackageSandbox(LocalStore store, Path folder, StorePath shell, StorePath tools)
      throws IOException {
    this.store = store;
    this.shell = shell;
    this.tools = tools;
    this.etc = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        """
        root:x:0:0:root:/tmp:/bin/sh
        user:x:1000:1000::/tmp:/bin/sh
        sshd:x:100:65534::/run/sshd:/bin/sh
        nobody:x:65534:65534::/:/bin/sh
        """);
    Files.writeString(etc.resolve("group"), "root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n");
    Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost\n::1 localhost\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
  }

  Result run(PackageTask task, List<StorePath> paths) throws IOException, InterruptedException {
    Path log = Files.createTempFile("run", ".log");
    Path own = Files.createTempDirectory("etc");
    try {
      for (String name : List.of("passwd", "group", "hosts", "nsswitch.conf")) {
        Files.copy(etc.resolve(name), own.resolve(name));
      }
      Process process =
          new ProcessBuilder(command(task, paths, own))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
      return new Result(
          process.exitValue(), new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(log);
      FileTrees.delete(PathBytes.of(own));
    }
  }

  private List<String> command(PackageTask task, List<StorePath> paths, Path own) {
    String id = task.user() ? "1000" : "0";
    List<String> command = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--unshare-net"));
    command.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "box"));
    if (task.user() || !"root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("--unshare-user", "--uid", id, "--gid", id));
    }
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    command.addAll(List.of("--tmpfs", "/run", "--tmpfs", "/var"));
    if (!task.user()) {
      command.addAll(List.of("--cap-add", "ALL"));
    }
    command.addAll(List.of("--ro-bind", "/sys", "/sys", "--bind", own.toString(), "/etc"));
    command.addAll(List.of("--ro-bind", store.physical(tools) + "/bin/busybox", "/task/busybox"));
    for (String tool : TOOLS.split(" ")) {
      command.addAll(List.of("--symlink", "busybox", "/task/" + tool));
    }
    command.addAll(List.of("--symlink", "/bin/sh", "/task/sh"));
    command.addAll(List.of("--symlink", shell + "/bin/dash", "/bin/sh", "--clearenv"));
    List<StorePath> roots = new ArrayList<>(paths);
    roots.add(shell);
    for (StorePath path : store.closure(roots)) {
      command.addAll(List.of("--ro-bind", store.physical(path).toString(), path.toString()));
    }
    String search = String.join(":", paths.stream().map(path -> path + "/bin").toList());
    command.addAll(List.of("--setenv", "HOME", "/tmp", "--setenv", "PATH", search + ":/task"));
    command.addAll(List.of("--chdir", "/tmp", "--", "/bin/sh", "-c", task.script()));
    return command;
  }
}
