package firn.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Realises packages of the machine's archive and does a task with each, in a sandbox that has their
 * closure and nothing else. {@code FIRN_PACKAGE_RUNS} is {@code all}, or topics and names separated
 * by commas; without it those marked as fast are run.
 */
final class PackageRunsTest {
  private static @Nullable PackageWorkshop workshop;

  @BeforeAll
  static void open() throws Exception {
    workshop = PackageWorkshop.open();
  }

  @AfterAll
  static void close() {
    if (workshop != null) {
      workshop.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> runs() throws IOException {
    Set<String> gaps = gaps();
    String asked = System.getenv().getOrDefault("FIRN_PACKAGE_RUNS", "");
    Set<String> names = new TreeSet<>(List.of(asked.split(",")));
    return PackageTask.in(PackageWorkshop.HOME.resolve("testdata/packages/runs")).stream()
        .filter(task ->
            names.contains("all")
                || names.contains(task.topic())
                || task.packages().stream().anyMatch(names::contains)
                || (asked.isEmpty() && task.fast()))
        .map(task -> DynamicTest.dynamicTest(task.name(), () -> check(task, gaps)));
  }

  /** Tasks that are known to fail, by their names; {@code NAME: why} a line. */
  private static Set<String> gaps() throws IOException {
    return Files.readAllLines(PackageWorkshop.HOME.resolve("testdata/gaps/package-runs")).stream()
        .filter(line -> !line.startsWith("#") && line.contains(": "))
        .map(line -> line.substring(0, line.indexOf(": ")))
        .collect(Collectors.toSet());
  }

  private static void check(PackageTask task, Set<String> gaps) throws Exception {
    if (gaps.contains(task.name())) {
      assertThatThrownBy(() -> run(task))
          .as("a gap that has closed: take it out of testdata/gaps/package-runs")
          .isNotNull();
    } else {
      run(task);
    }
  }

  private static void run(PackageTask task) throws Exception {
    PackageWorkshop open = java.util.Objects.requireNonNull(workshop);
    List<StorePath> paths = new ArrayList<>();
    for (String name : task.packages()) {
      paths.add(open.realise(name));
    }
    PackageSandbox.Result result = open.sandbox().run(task, paths);
    assertThat(result.output()).contains(task.expected());
    assertThat(result.exitCode()).as(result.output()).isZero();
  }
}
