package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.error.EvalException;
import firn.grammar.NixParser;
import firn.grammar.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published configurations are read as they were published. */
class ConfigurationsTest {
  private static final Path TESTDATA = Path.of(System.getProperty("firn.home", ".."), "testdata");

  private static final Path CONFIGURATIONS = TESTDATA.resolve("configurations");

  private static final Path GOLDENS = TESTDATA.resolve("systems/published");
  private static final Path GAPS = TESTDATA.resolve("gaps/configurations");

  @TestFactory
  List<DynamicTest> parse() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIGURATIONS)) {
      List<DynamicTest> tests =
          files
              .filter(file -> file.toString().endsWith(".nix"))
              .sorted()
              .map(file -> DynamicTest.dynamicTest(name(file), () -> parse(file)))
              .toList();
      assertThat(tests).isNotEmpty();
      return tests;
    }
  }

  /** A configuration either has a golden, or builds an image, or is listed as a gap. */
  @Test
  void whatDoesNotEvaluateIsListed() throws IOException {
    List<String> gaps = gaps();
    try (Stream<Path> files = Files.walk(CONFIGURATIONS)) {
      List<String> uncovered =
          files
              .filter(file -> file.toString().endsWith(".nix") && !hasGolden(file))
              .map(ConfigurationsTest::name)
              .filter(name -> !name.equals("hello-docker.nix"))
              .sorted()
              .toList();
      assertThat(uncovered).isEqualTo(gaps);
    }
  }

  /** A gap that is closed must leave the list. */
  @TestFactory
  Stream<DynamicTest> gapsAreStillOpen() throws IOException {
    return gaps().stream()
        .filter(name -> !name.endsWith("flake.nix"))
        .map(name -> DynamicTest.dynamicTest(name, () -> staysOpen(CONFIGURATIONS.resolve(name))));
  }

  private static void staysOpen(Path file) {
    SearchPathEntry nixpkgs = new SearchPathEntry("nixpkgs", Library.root().toString());
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess().withSearchPath(List.of(nixpkgs)));
    assertThatThrownBy(() ->
            evaluator.run(() -> evaluator.evalFile(file).asAttrs().require("drvPath").force()))
        .isInstanceOf(EvalException.class);
  }

  private static List<String> gaps() throws IOException {
    return Files.readAllLines(GAPS).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .sorted()
        .toList();
  }

  private static boolean hasGolden(Path file) {
    return Files.exists(GOLDENS.resolve(name(file).replace(".nix", ".expected")));
  }

  private static String name(Path file) {
    return CONFIGURATIONS.relativize(file).toString();
  }

  private static void parse(Path file) throws IOException {
    SourceText text = SourceText.ofBytes(name(file), Files.readAllBytes(file));
    assertThat(NixParser.parse(text)).isNotNull();
  }
}
