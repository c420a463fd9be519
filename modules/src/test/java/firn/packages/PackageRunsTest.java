package firn.packages;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.access.DiskFiles;
import firn.eval.access.WritingStore;
import firn.eval.builtin.EvalSettings;
import firn.store.StorePath;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Realises packages of the machine's archive and does a task with each, in a sandbox that has their
 * closure and nothing else. {@code FIRN_PACKAGE_RUNS} is {@code all}, or names separated by commas;
 * without it nothing is fetched and nothing run. The store is kept in the user's cache.
 */
@EnabledIfEnvironmentVariable(named = "FIRN_PACKAGE_RUNS", matches = ".+")
final class PackageRunsTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home", "..")).toAbsolutePath();
  private static final Path ROOT = archiveCache().resolve("package-runs");

  /** One task: what it needs, what it does, what it must print. */
  private record Task(List<String> packages, String script, String expected) {}

  @TestFactory
  Stream<DynamicTest> runs() throws IOException {
    Set<String> wanted = new TreeSet<>(List.of(System.getenv("FIRN_PACKAGE_RUNS").split(",")));
    return tasks().stream()
        .filter(t -> wanted.contains("all") || t.packages().stream().anyMatch(wanted::contains))
        .map(t -> DynamicTest.dynamicTest(String.join(" ", t.packages()), () -> run(t)));
  }

  private static List<Task> tasks() throws IOException {
    List<Task> tasks = new ArrayList<>();
    String text = Files.readString(HOME.resolve("testdata/packages/runs.txt"));
    for (String block : text.split("(?m)^:: ", -1)) {
      List<String> lines = block.lines().toList();
      List<String> expected = lines.stream().filter(line -> line.startsWith("=> ")).toList();
      if (!expected.isEmpty()) {
        tasks.add(
            new Task(
                List.of(lines.getFirst().split(" ")),
                String.join(
                    "\n", lines.stream().skip(1).filter(line -> !line.startsWith("=>")).toList()),
                expected.getFirst().substring(3)));
      }
    }
    return tasks;
  }

  private static Path archiveCache() {
    return firn.packages.archive.ArchiveSettings.defaultCache();
  }

  private static void run(Task task) throws Exception {
    Files.createDirectories(ROOT);
    PackageSession session = new PackageSession(null, null, line -> {});
    session.use();
    try (LocalStore store = LocalStore.open(ROOT)) {
      Realiser realiser =
          new Realiser(store, BuildSettings.defaults().withMirrors(session::mirrors), event -> {});
      List<StorePath> paths = new ArrayList<>();
      for (String name : task.packages()) {
        paths.add(realiser.realise(derivation(store, name)));
      }
      StorePath shell = realiser.realise(derivation(store, "dash"));
      StorePath tools = realiser.realise(derivation(store, "busybox"));
      assertThat(output(command(store, task, paths, shell, tools))).contains(task.expected());
    }
  }

  private static StorePath derivation(LocalStore store, String name) {
    Evaluator evaluator =
        new Evaluator(
            EvalSettings.ofProcess(),
            new WritingStore(store, (derivations, outputs) -> {}),
            new DiskFiles(path -> Path.of(path.toString())),
            line -> {});
    return evaluator.run(() ->
        StorePath.parse(
            evaluator
                .evalExpression(
                    "(import " + HOME + "/modules/src/main/nix { })." + name + ".drvPath")
                .force()
                .asBytes()));
  }

  private static List<String> command(
      LocalStore store, Task task, List<StorePath> paths, StorePath shell, StorePath tools)
      throws IOException {
    // A server that refuses to run as root is given another user.
    String user = task.packages().contains("postgresql") ? "1000" : "0";
    List<String> command = new ArrayList<>(List.of("bwrap", "--unshare-all", "--uid", user));
    command.addAll(List.of("--gid", user, "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    if (user.equals("0")) {
      command.addAll(List.of("--cap-add", "ALL"));
    }
    command.addAll(List.of("--ro-bind", "/sys", "/sys", "--ro-bind", etc().toString(), "/etc"));
    command.addAll(List.of("--ro-bind", store.physical(tools) + "/bin/busybox", "/bin/busybox"));
    for (String tool : "cat sleep rm mkdir touch printf ls chmod head cut echo".split(" ")) {
      command.addAll(List.of("--symlink", "busybox", "/bin/" + tool));
    }
    command.addAll(List.of("--symlink", shell + "/bin/dash", "/bin/sh", "--clearenv"));
    List<StorePath> roots = new ArrayList<>(paths);
    roots.add(shell);
    for (StorePath path : store.closure(roots)) {
      command.addAll(List.of("--ro-bind", store.physical(path).toString(), path.toString()));
    }
    String search = String.join(":", paths.stream().map(path -> path + "/bin").toList());
    command.addAll(List.of("--setenv", "HOME", "/tmp", "--setenv", "PATH", search + ":/bin"));
    command.addAll(List.of("--chdir", "/tmp", "--", "/bin/sh", "-c", task.script()));
    return command;
  }

  private static Path etc() throws IOException {
    Path etc = Files.createDirectories(ROOT.resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        user:x:1000:1000::/tmp:/bin/sh
        sshd:x:100:65534::/run/sshd:/bin/sh
        nobody:x:65534:65534::/:/bin/sh
        """);
    Files.writeString(etc.resolve("group"), "root:x:0:\nuser:x:1000:\nnogroup:x:65534:\n");
    return etc;
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("run", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
