package firn.packages;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.access.DiskFiles;
import firn.eval.access.WritingStore;
import firn.eval.builtin.EvalSettings;
import firn.packages.archive.ArchiveSettings;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.jspecify.annotations.Nullable;

/**
 * Realises packages of the machine's archive and does a task with each, in a sandbox that has their
 * closure and nothing else. {@code FIRN_PACKAGE_RUNS} is {@code all}, or names separated by commas;
 * without it those marked as fast are run. The store is kept in the user's cache, so that nothing
 * is fetched twice.
 */
final class PackageRunsTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home", "..")).toAbsolutePath();
  private static final Path ROOT = ArchiveSettings.defaultCache().resolve("package-runs");
  private static final Map<String, StorePath> REALISED = new HashMap<>();
  private static final PackageSession BEFORE = PackageSession.current();

  private static @Nullable LocalStore store;
  private static @Nullable PackageSandbox sandbox;

  @BeforeAll
  static void open() throws Exception {
    Assumptions.assumeTrue(
        ArchiveSettings.ofMachine(null).sources().stream().anyMatch(s -> s.isDebian()),
        "SKIPPED: apt has no Debian archive");
    Files.createDirectories(ROOT);
    new PackageSession(null, null, line -> {}).use();
    store = LocalStore.open(ROOT);
    sandbox = new PackageSandbox(store, ROOT, realise("dash"), realise("debian.busybox-static"));
  }

  @AfterAll
  static void close() {
    if (store != null) {
      store.close();
    }
    BEFORE.use();
  }

  @TestFactory
  Stream<DynamicTest> runs() throws IOException {
    String asked = System.getenv().getOrDefault("FIRN_PACKAGE_RUNS", "");
    Set<String> names = new TreeSet<>(List.of(asked.split(",")));
    return PackageTask.in(HOME.resolve("testdata/packages/runs")).stream()
        .filter(task ->
            names.contains("all")
                || task.packages().stream().anyMatch(names::contains)
                || (asked.isEmpty() && task.fast()))
        .map(task -> DynamicTest.dynamicTest(task.name(), () -> run(task)));
  }

  private static void run(PackageTask task) throws Exception {
    List<StorePath> paths = new ArrayList<>();
    for (String name : task.packages()) {
      paths.add(realise(name));
    }
    if (sandbox == null) {
      throw new IllegalStateException("there is no sandbox");
    }
    PackageSandbox.Result result = sandbox.run(task, paths);
    assertThat(result.output()).contains(task.expected());
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  private static StorePath realise(String name) throws Exception {
    StorePath known = REALISED.get(name);
    if (known == null) {
      LocalStore open = store;
      if (open == null) {
        throw new IllegalStateException("there is no store");
      }
      BuildSettings settings =
          BuildSettings.defaults().withMirrors(PackageSession.current()::mirrors);
      Realiser realiser = new Realiser(open, settings, event -> {});
      known = realiser.realise(derivation(open, realiser, name));
      REALISED.put(name, known);
    }
    return known;
  }

  private static StorePath derivation(LocalStore open, Realiser realiser, String name) {
    Evaluator evaluator =
        new Evaluator(
            EvalSettings.ofProcess(),
            new WritingStore(
                open,
                (paths, outputs) -> {
                  List<DerivedPath> wanted =
                      paths.stream()
                          .filter(StorePath::isDerivation)
                          .map(path -> DerivedPath.of(path, outputs))
                          .toList();
                  try {
                    realiser.realise(wanted);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }),
            new DiskFiles(path -> ROOT.resolve("nix/store").resolve(path.baseName())),
            line -> {});
    return evaluator.run(() ->
        StorePath.parse(
            evaluator
                .evalExpression(
                    "with import " + HOME + "/modules/src/main/nix { }; (" + name + ").drvPath")
                .force()
                .asBytes()));
  }
}
