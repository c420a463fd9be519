package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.error.EvalException;
import firn.eval.flake.FlakeRefText;
import firn.eval.flake.Flakes;
import firn.eval.flake.LockFlags;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.grammar.NixParser;
import firn.grammar.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The published configurations are read as they were published. */
class ConfigurationsTest {
  private static final Path TESTDATA = Path.of(System.getProperty("firn.home", ".."), "testdata");

  private static final Path CONFIGURATIONS = TESTDATA.resolve("configurations");

  private static final Path GOLDENS = TESTDATA.resolve("systems/published");
  private static final String FLAKE = "hello-web/flake.nix";
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
              .filter(name -> !name.equals("hello-docker.nix") && !name.equals(FLAKE))
              .filter(name -> !name.startsWith("image-"))
              .sorted()
              .toList();
      assertThat(uncovered).isEqualTo(gaps);
    }
  }

  /** The flake, with the package set at hand for its nixpkgs. */
  @Test
  void theFlakeProvidesItsImage(@TempDir Path temp) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("flake"));
    Files.copy(CONFIGURATIONS.resolve(FLAKE), folder.resolve("flake.nix"));
    EvalSettings settings = EvalSettings.ofProcess().withPure(true);
    Evaluator evaluator =
        new Evaluator(
            settings.change().fetch(settings.fetch().withCache(temp.resolve("cache"))).build());
    LockFlags flags =
        new LockFlags(
            false,
            true,
            true,
            false,
            true,
            false,
            Map.of(List.of("nixpkgs"), FlakeRefText.parseRef("path:" + Library.root(), "/")),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            LockFlags.Unlocked.WARN);

    String name =
        evaluator.run(() -> {
          Flakes flakes = new Flakes(evaluator);
          Value flake =
              flakes.value(flakes.lock(FlakeRefText.parseRef("path:" + folder, "/"), flags));
          return AutoCall.select(flake, "packages.x86_64-linux.image.imageName", NixAttrs.EMPTY)
              .asBytes();
        });

    assertThat(name).isEqualTo("hello-web");
    assertThat(Files.readString(folder.resolve("flake.lock")))
        .contains("\"ref\": \"nixos-24.11\"", "\"version\": 7");
  }

  /** A gap that is closed must leave the list. */
  @TestFactory
  Stream<DynamicTest> gapsAreStillOpen() throws IOException {
    return gaps().stream()
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
