package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Nix's own language tests, from a checkout of Nix whose root {@code FIRN_CORPUS_NIX} names. What
 * is known not to agree stands in {@code testdata/gaps}, and fails once it does agree.
 */
@EnabledIfEnvironmentVariable(
    named = LanguageCorpusTest.VARIABLE,
    matches = ".+",
    disabledReason = "no checkout of Nix is given, so its language tests are NOT run")
final class LanguageCorpusTest {
  static final String VARIABLE = "FIRN_CORPUS_NIX";

  private static final Path GAPS =
      Path.of(System.getProperty("firn.home", ".."), "testdata/gaps/nix-language-tests");

  private final List<String> gaps = gaps();
  private final Path folder = Path.of(System.getenv(VARIABLE), "tests/functional");
  private final Path lang = folder.resolve("lang");

  @TestFactory
  Stream<DynamicTest> evaluates() throws IOException {
    return cases("eval-okay-")
        .filter(c -> !Files.exists(lang.resolve(c + ".exp-disabled")))
        .map(c -> DynamicTest.dynamicTest(c, () -> agrees(c, () -> checkOkay(c))));
  }

  @TestFactory
  Stream<DynamicTest> fails() throws IOException {
    return cases("eval-fail-")
        .map(c -> DynamicTest.dynamicTest(c, () -> agrees(c, () -> checkFail(c))));
  }

  /** A comparison with what Nix gives. */
  @FunctionalInterface
  private interface Comparison {
    void run() throws IOException;
  }

  private void agrees(String name, Comparison comparison) throws IOException {
    if (!gaps.contains(name)) {
      comparison.run();
      return;
    }
    try {
      comparison.run();
    } catch (AssertionError known) {
      return;
    }
    fail(name + " agrees with Nix now: take it out of " + GAPS);
  }

  private static List<String> gaps() {
    try {
      return Files.readAllLines(GAPS).stream()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> cases(String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(lang)) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.startsWith(prefix) && f.endsWith(".nix"))
          .map(f -> f.substring(0, f.length() - ".nix".length()))
          .sorted()
          .forEach(names::add);
    }
    return names.stream();
  }

  private void checkOkay(String name) throws IOException {
    Path xml = lang.resolve(name + ".exp.xml");
    List<String> args = new ArrayList<>();
    if (Files.exists(xml)) {
      args.addAll(List.of("--eval", "--xml", "--no-location", "--strict"));
      args.add("lang/" + name + ".nix");
      assertThat(run(args).out()).isEqualTo(read(xml));
      return;
    }
    args.addAll(flags(name, List.of()));
    args.addAll(List.of("--eval", "--strict", "lang/" + name + ".nix"));
    Instantiate.Result result = run(args);
    assertThat(result.err()).isEqualTo(expected(name + ".err.exp"));
    assertThat(result.out()).isEqualTo(expected(name + ".exp"));
  }

  private void checkFail(String name) throws IOException {
    List<String> args = new ArrayList<>(flags(name, List.of("--eval", "--strict")));
    // Nix's test environment sets show-trace, which a case may take back.
    args.addFirst("--show-trace");
    args.add("lang/" + name + ".nix");
    Instantiate.Result result = run(args);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEqualTo(expected(name + ".err.exp"));
  }

  private List<String> flags(String name, List<String> otherwise) throws IOException {
    Path file = lang.resolve(name + ".flags");
    if (!Files.exists(file)) {
      return otherwise;
    }
    return Arrays.stream(read(file).replaceAll("#[^\n]*", "").split("[ \n]+"))
        .filter(f -> !f.isEmpty())
        .toList();
  }

  private Instantiate.Result run(List<String> args) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TEST_VAR", "foo");
    environment.put("HOME", "/fake-home");
    environment.put("NIX_PATH", "lang/dir3:lang/dir4");
    Instantiate.Result result = Instantiate.run(args, environment, folder);
    return new Instantiate.Result(
        result.exitCode(),
        result.out().replace(folder.toString(), "/pwd"),
        result.err().replace(folder.toString(), "/pwd"));
  }

  private String expected(String file) throws IOException {
    Path path = lang.resolve(file);
    return Files.exists(path) ? read(path) : "";
  }

  private static String read(Path path) throws IOException {
    return Files.readString(path, StandardCharsets.ISO_8859_1);
  }
}
