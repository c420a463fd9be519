package firn.store.build;

import firn.store.StorePath;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import firn.store.posix.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a builder under bubblewrap: in its own user, mount, process, IPC and host-name namespaces,
 * and for all but fixed outputs its own network. It sees the closure of its inputs, read-only, a
 * bare {@code /proc}, {@code /dev} and {@code /etc}, and may write to its outputs, {@code /build}
 * and {@code /tmp}. It runs as user 1000, which outside is the {@link BuildUser}, without any
 * capability, and under a {@link SystemCallFilter}.
 */
final class Sandbox {
  private static final Set<String> SHELLS = Set.of("bash", "dash", "sh");
  private static final String UID = "1000";
  private static final String GID = "100";
  private static final String DEFAULT_PATH = "/usr/bin:/bin";

  /** What a fetcher needs of the machine's own {@code /etc}. */
  private static final List<String> NETWORK_FILES =
      List.of("resolv.conf", "services", "hosts", "nsswitch.conf");

  private final BuildJob job;
  private final List<String> arguments = new ArrayList<>();

  Sandbox(BuildJob job) {
    this.job = job;
  }

  void run() throws BuildException, IOException, InterruptedException {
    BuildSettings settings = job.settings();
    Requirements.check(job);
    if (!job.drv().builder().startsWith("/")) {
      throw new BuildException("the builder '" + job.drv().builder() + "' is not an absolute path");
    }
    requireSandbox(settings.sandbox().getFirst());
    BuilderEnvironment environment = BuilderEnvironment.prepare(job);
    BuildUser user = BuildUser.of(job.store().layout().storeDir());
    namespaces();
    mounts(user);
    for (Map.Entry<String, String> variable : environment.variables().entrySet()) {
      arguments.addAll(List.of("--setenv", variable.getKey(), variable.getValue()));
    }
    arguments.addAll(List.of("--chdir", BuilderEnvironment.BUILD_TOP));
    // Options go through a pipe: they are bytes, and may exceed what exec takes. Bubblewrap closes
    // the descriptor it reads them from, and the builder's standard input must be there.
    String start = "filter=$1; shift; exec \"$@\" 3<&0 0</dev/null 4<\"$filter\"";
    Path filter = job.work().resolve("filter");
    byte[] program = settings.filterCalls() ? SystemCallFilter.program() : new byte[0];
    Files.write(filter, program);
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", start, "sandbox", filter.toString()));
    command.addAll(user.prefix());
    command.addAll(settings.sandbox());
    if (program.length > 0) {
      command.addAll(List.of("--seccomp", "4"));
    }
    command.addAll(List.of("--args", "3", "--", text(job.drv().builder())));
    environment.arguments().forEach(argument -> command.add(text(argument)));
    execute(command);
  }

  private static void requireSandbox(String program) throws BuildException {
    boolean found = program.contains("/") && Files.isExecutable(Path.of(program));
    if (!program.contains("/")) {
      for (String folder : System.getenv().getOrDefault("PATH", DEFAULT_PATH).split(":", -1)) {
        found |= folder.startsWith("/") && Files.isExecutable(Path.of(folder, program));
      }
    }
    if (!found) {
      throw new BuildException(
          "the sandbox program '" + program + "' is not installed; install bubblewrap");
    }
  }

  private void namespaces() {
    arguments.addAll(
        List.of(
            "--clearenv",
            "--unshare-user",
            "--uid",
            UID,
            "--gid",
            GID,
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--hostname",
            "localhost",
            "--die-with-parent",
            "--new-session",
            "--cap-drop",
            "ALL"));
    if (!job.drv().isFixedOutput()) {
      arguments.add("--unshare-net");
    }
  }

  private void mounts(BuildUser user) throws IOException {
    etc();
    Path tmp = Files.createDirectory(job.work().resolve("tmp"));
    Posix.chmod(PathBytes.of(tmp), 01777);
    String work = user.path(String.valueOf(job.work().getFileName()));
    bind("--bind", work + "/store", StorePath.STORE_DIR);
    for (StorePath input : job.inputs()) {
      String physical = PathBytes.of(job.store().physical(input));
      FileStatus status = Posix.status(physical);
      if (status.isSymlink()) {
        Posix.symlink(
            Posix.readLink(physical), PathBytes.of(job.outputDir()) + "/" + input.baseName());
      } else {
        bind("--ro-bind", user.path(input.baseName()), input.toString());
      }
    }
    user.give(PathBytes.of(job.work()));
    bind("--bind", work + "/build", BuilderEnvironment.BUILD_TOP);
    bind("--bind", work + "/tmp", "/tmp");
    arguments.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    bind("--ro-bind", work + "/etc", "/etc");
    if (job.drv().isFixedOutput()) {
      for (String name : NETWORK_FILES) {
        Path real = Path.of("/etc", name);
        if (Files.isReadable(real)) {
          bind("--ro-bind", PathBytes.of(real.toRealPath()), "/etc/" + name);
        }
      }
    }
    shell();
    job.settings()
        .sandboxPaths()
        .forEach((inside, outside) -> bind("--ro-bind", PathBytes.of(outside), inside));
  }

  /**
   * Programs run commands with {@code /bin/sh}. It is the builder, where that is a shell, so that
   * nothing enters which the derivation does not name.
   */
  private void shell() {
    String builder = job.drv().builder();
    String name = builder.substring(builder.lastIndexOf('/') + 1);
    if (SHELLS.contains(name) && !job.settings().sandboxPaths().containsKey("/bin/sh")) {
      arguments.addAll(List.of("--symlink", builder, "/bin/sh"));
    }
  }

  private void bind(String kind, String from, String to) {
    arguments.addAll(List.of(kind, from, to));
  }

  /** Users and hosts that are the same on every machine. */
  private void etc() throws IOException {
    Path etc = Files.createDirectory(job.work().resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        """
        root:x:0:0:Nix build user:/build:/noshell
        nixbld:x:1000:100:Nix build user:/build:/noshell
        nobody:x:65534:65534:Nobody:/:/noshell
        """);
    Files.writeString(etc.resolve("group"), "root:x:0:\nnixbld:!:100:\nnogroup:x:65534:\n");
    Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost\n::1 localhost\n");
    if (job.drv().isFixedOutput()) {
      for (String name : NETWORK_FILES) {
        Path file = etc.resolve(name);
        if (!Files.exists(file)) {
          Files.createFile(file);
        }
      }
    }
  }

  /** Java passes text to programs in UTF-8, so bytes that are UTF-8 arrive as they were. */
  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void execute(List<String> command)
      throws BuildException, IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Program.resolve(command)).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", DEFAULT_PATH));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BuildException("the sandbox cannot be started: " + e.getMessage(), e);
    }
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        for (String argument : arguments) {
          stdin.write(argument.getBytes(StandardCharsets.ISO_8859_1));
          stdin.write(0);
        }
      } catch (IOException e) {
        job.log("the sandbox ended before it had read its options");
      }
      follow(process);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private void follow(Process process) throws BuildException, IOException, InterruptedException {
    AtomicLong heard = new AtomicLong(System.nanoTime());
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("build-log")
            .start(() -> {
              byte[] buffer = new byte[1 << 13];
              try (InputStream out = process.getInputStream()) {
                for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
                  heard.set(System.nanoTime());
                  job.buildLog().write(buffer, n);
                }
              } catch (IOException e) {
                // The pipe breaks where the process is killed, or the disk is full; the log
                // ends there, and what follows tells why.
                heard.set(System.nanoTime());
              }
            });
    long start = System.nanoTime();
    while (!process.waitFor(250, TimeUnit.MILLISECONDS)) {
      exceeded(job.settings().timeout(), start, "it took longer than ");
      exceeded(job.settings().maxSilent(), heard.get(), "it printed nothing for ");
    }
    reader.join(Duration.ofSeconds(10));
    int code = process.exitValue();
    if (code > 128) {
      throw new BuildException("the builder was killed by signal " + (code - 128));
    }
    if (code != 0) {
      throw new BuildException("the builder failed with exit code " + code);
    }
  }

  private static void exceeded(Duration limit, long since, String what) throws BuildException {
    if (!limit.isZero() && System.nanoTime() - since > limit.toNanos()) {
      throw new BuildException(
          BuildException.Kind.TIMED_OUT, what + limit.toSeconds() + " seconds");
    }
  }
}
