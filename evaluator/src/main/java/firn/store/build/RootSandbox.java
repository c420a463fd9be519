package firn.store.build;

import firn.store.StorePath;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a {@link RootScript} under bubblewrap, as root of a user namespace. It sees the closure of
 * the build's inputs, read-only, and its tree; it has no network. What it does as root ends at the
 * namespace: to the kernel it is a user that owns nothing but the tree.
 */
final class RootSandbox {
  /** Where the tree is the working folder only. */
  private static final String WORKING = "/build/root";

  /** Folders that mounts need in a tree that is the top, in the order in which they are made. */
  private static final List<String> MOUNT_POINTS = List.of("/dev", "/nix", "/nix/store", "/proc");

  private final BuildJob job;
  private final RootScript script;
  private final List<String> arguments = new ArrayList<>();

  RootSandbox(BuildJob job, RootScript script) {
    this.job = job;
    this.script = script;
  }

  void run() throws BuildException, IOException, InterruptedException {
    BuildUser user = BuildUser.of(job.store().layout().storeDir());
    String root = PathBytes.of(script.root());
    List<String> made = script.top() ? mountPoints(root) : List.of();
    if (Posix.isRoot()) {
      shift(root);
      try (UserNamespace namespace = UserNamespace.of(RootScript.FIRST_ID, RootScript.IDS)) {
        List<String> enter = new ArrayList<>(user.mount());
        enter.addAll(
            List.of("nsenter", "--user=" + namespace.path(), "--setuid=0", "--setgid=0", "--"));
        execute(enter, user);
      }
    } else {
      arguments.addAll(List.of("--unshare-user", "--uid", "0", "--gid", "0"));
      execute(List.of(), user);
    }
    for (String point : made.reversed()) {
      if (Posix.status(point).isDirectory() && Posix.list(point).isEmpty()) {
        Posix.rmdir(point);
      }
    }
  }

  /** The mount points the tree lacked, which are not part of it. */
  private static List<String> mountPoints(String root) throws IOException {
    List<String> made = new ArrayList<>();
    for (String point : MOUNT_POINTS) {
      if (!Posix.exists(root + point)) {
        Posix.mkdir(root + point, 0755);
        made.add(root + point);
      }
    }
    return made;
  }

  /** Gives the tree to the script's users; what another script left is theirs already. */
  private static void shift(String path) throws IOException {
    FileStatus status = Posix.status(path);
    if (status.user() < RootScript.IDS && status.user() >= 0) {
      Posix.chown(path, status.user() + RootScript.FIRST_ID, status.group() + RootScript.FIRST_ID);
      if (!status.isSymlink()) {
        Posix.chmod(path, status.permissions());
      }
    }
    if (status.isDirectory()) {
      for (String name : Posix.list(path)) {
        shift(path + "/" + name);
      }
    }
  }

  private void execute(List<String> enter, BuildUser user)
      throws BuildException, IOException, InterruptedException {
    arguments.addAll(
        List.of(
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-net",
            "--hostname",
            "localhost",
            "--die-with-parent",
            "--new-session",
            "--clearenv"));
    arguments.addAll(List.of("--cap-add", "ALL"));
    String tree = user.path(job.work().getFileName() + "/" + below(script.root()));
    if (script.top()) {
      mount("--bind", tree, "/");
    }
    arguments.addAll(List.of("--tmpfs", StorePath.STORE_DIR));
    for (StorePath input : job.inputs()) {
      String physical = PathBytes.of(job.store().physical(input));
      if (Posix.status(physical).isSymlink()) {
        mount("--symlink", Posix.readLink(physical), input.toString());
      } else {
        mount("--ro-bind", user.path(input.baseName()), input.toString());
      }
    }
    arguments.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    if (!script.top()) {
      arguments.addAll(List.of("--tmpfs", "/tmp", "--dir", "/etc"));
      mount("--ro-bind", user.path(job.work().getFileName() + "/" + accounts()), "/etc/passwd");
      mount("--bind", tree, WORKING);
      mount("--symlink", script.command().getFirst(), "/bin/sh");
    }
    arguments.addAll(List.of("--chdir", script.top() ? "/" : WORKING));
    new TreeMap<>(script.environment())
        .forEach((name, value) -> arguments.addAll(List.of("--setenv", name, value)));

    List<String> command = new ArrayList<>(enter);
    command.addAll(job.settings().sandbox());
    command.addAll(arguments);
    command.add("--");
    command.addAll(script.command());
    start(command);
  }

  private void mount(String kind, String from, String to) {
    Collections.addAll(arguments, kind, from, to);
  }

  private String below(Path file) {
    return job.work().relativize(file).toString();
  }

  private String accounts() throws IOException {
    Path file = job.work().resolve("accounts");
    Files.writeString(
        file, "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:Nobody:/nonexistent:/noshell\n");
    return below(file);
  }

  private void start(List<String> command)
      throws BuildException, IOException, InterruptedException {
    // The work folder is private, and the script's root is another user outside.
    Posix.chmod(PathBytes.of(job.work()), 0711);
    Posix.chmod(PathBytes.of(job.temporary()), 0711);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> outer = builder.environment();
    String path = outer.getOrDefault("PATH", "/usr/bin:/bin");
    outer.clear();
    outer.put("PATH", path);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      byte[] buffer = new byte[1 << 13];
      try (InputStream out = process.getInputStream()) {
        for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
          job.buildLog().write(buffer, n);
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new BuildException(
            "the commands run as root failed with exit code "
                + code
                + (Posix.isRoot()
                    ? ""
                    : "; without root they cannot make files of other users: run firn as root"));
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }
}
