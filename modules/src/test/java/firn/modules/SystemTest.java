package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixPath;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Evaluates configurations to systems and compares what they add to an empty one (units, files,
 * users, containers, messages) with {@code NAME.expected}: those in {@code testdata/systems}, and
 * the published ones in {@code testdata/configurations}. {@code -Dfirn.goldens=rewrite} writes the
 * expected files, and fails.
 */
final class SystemTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home"));
  private static final Path SYSTEMS = HOME.resolve("testdata/systems");
  private static final Path PUBLISHED = HOME.resolve("testdata/configurations");

  /** What the configurations are evaluated with. */
  private static final Set<String> FIXTURES = Set.of("extract.nix", "package-set.nix");

  /** Published expressions that are images rather than systems. */
  private static final Pattern IMAGE = Pattern.compile("(image-.*|hello-docker)[.]nix");

  private static final Pattern HASH = Pattern.compile("/nix/store/[0-9a-z]{32}-");

  @TestFactory
  Stream<DynamicTest> systems() throws IOException {
    return configurations(SYSTEMS).stream()
        .filter(file -> !FIXTURES.contains(file.getFileName().toString()))
        .map(file -> test(file, SYSTEMS));
  }

  @TestFactory
  Stream<DynamicTest> published() throws IOException {
    return configurations(PUBLISHED).stream()
        .filter(file -> !IMAGE.matcher(file.getFileName().toString()).matches())
        .map(file -> test(file, SYSTEMS.resolve("published")));
  }

  private static List<Path> configurations(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".nix")).sorted().toList();
    }
  }

  private static DynamicTest test(Path input, Path goldens) {
    String name = input.getFileName().toString().replaceFirst("[.]nix$", "");
    return dynamicTest(
        name, input.toUri(), () -> check(input, goldens.resolve(name + ".expected")));
  }

  private static void check(Path input, Path golden) throws IOException {
    String actual =
        HASH.matcher(extract(input)).replaceAll("/nix/store/…-").replace(HOME.toString(), "HOME");
    if ("rewrite".equals(System.getProperty("firn.goldens"))) {
      Files.writeString(golden, actual);
      fail("rewritten: " + golden);
    }
    assertThat(golden).exists();
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  private static String extract(Path input) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() -> {
      Path nix = Library.root();
      return Bytes.toUnicode(
          evaluator
              .evalFile(SYSTEMS.resolve("extract.nix"))
              .call(
                  new AttrsBuilder(3)
                      .put("nix", NixPath.of(PathBytes.of(nix)))
                      .put("lib", evaluator.evalFile(nix.resolve("lib")))
                      .put("configuration", NixPath.of(PathBytes.of(input)))
                      .build())
              .asBytes());
    });
  }
}
