package firn.packages;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Builds what users build: each file of {@code testdata/packages/built} is a function of the
 * package set, whose result has a program {@code bin/main}; run in a sandbox that has its closure
 * alone, the program prints what the file's {@code .out} holds. With {@code -Dfirn.goldens=rewrite}
 * the expectations are written anew, and the run fails all the same.
 */
final class PackageBuildsTest {
  private static final Path CASES = PackageWorkshop.HOME.resolve("testdata/packages/built");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("firn.goldens"));
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
  Stream<DynamicTest> builds() throws IOException {
    String asked = System.getProperty("firn.case", "");
    List<Path> cases;
    try (Stream<Path> files = Files.list(CASES)) {
      cases = files.filter(f -> f.toString().endsWith(asked + ".nix")).sorted().toList();
    }
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws Exception {
    PackageWorkshop open = java.util.Objects.requireNonNull(workshop);
    StorePath built = open.realise("import (/. + \"%s\") { inherit pkgs lib; }".formatted(file));
    PackageTask task =
        new PackageTask("built", List.of(), false, false, "main 2>&1 </dev/null", List.of());
    PackageSandbox.Result result = open.sandbox().run(task, List.of(built));
    Path expected = CASES.resolve(file.getFileName().toString().replace(".nix", ".out"));
    if (REWRITE) {
      Files.writeString(expected, result.output());
    }
    assertThat(REWRITE).as("expectations were rewritten").isFalse();
    assertThat(result.output()).isEqualTo(Files.readString(expected));
    assertThat(result.exitCode()).isZero();
  }
}
