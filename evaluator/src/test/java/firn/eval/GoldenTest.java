package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Expressions in {@code testdata} beside what they give. {@code -Dfirn.goldens=rewrite} writes what
 * they give now, and fails all the same.
 */
final class GoldenTest {
  private static final Path TESTDATA = Path.of(System.getProperty("firn.home", ".."), "testdata");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("firn.goldens"));

  @TestFactory
  Stream<DynamicTest> values() throws IOException {
    return cases("eval", List.of("--eval", "--strict"));
  }

  @TestFactory
  Stream<DynamicTest> errors() throws IOException {
    return cases("errors/eval", List.of("--eval", "--strict"));
  }

  private static Stream<DynamicTest> cases(String folder, List<String> flags) throws IOException {
    Path inputs = TESTDATA.resolve(folder).toAbsolutePath().normalize();
    List<Path> files;
    try (Stream<Path> all = Files.list(inputs)) {
      files = all.filter(f -> f.toString().endsWith(".nix")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f, flags)));
  }

  private static void check(Path input, List<String> flags) throws IOException {
    Path folder = Objects.requireNonNull(input.getParent());
    List<String> args = Stream.concat(flags.stream(), Stream.of(input.toString())).toList();
    Instantiate.Result result = Instantiate.run(args, Map.of("HOME", "/home"), folder);
    String given =
        (result.err() + result.out()).replace(TESTDATA.toRealPath().toString(), "/testdata");
    Path golden = folder.resolve(input.getFileName().toString().replace(".nix", ".out"));
    if (REWRITE) {
      Files.writeString(golden, given, StandardCharsets.ISO_8859_1);
      fail("rewritten: " + golden);
    }
    assertThat(given).isEqualTo(Files.readString(golden, StandardCharsets.ISO_8859_1));
    assertThat(result.exitCode()).isEqualTo(folder.endsWith("errors/eval") ? 1 : 0);
  }
}
