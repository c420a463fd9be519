package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import firn.grammar.NixParser;
import firn.grammar.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published configurations are read as they were published. */
class ConfigurationsTest {
  private static final Path CONFIGURATIONS =
      Path.of(System.getProperty("firn.home", ".."), "testdata", "configurations");

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

  private static String name(Path file) {
    return CONFIGURATIONS.relativize(file).toString();
  }

  private static void parse(Path file) throws IOException {
    SourceText text = SourceText.ofBytes(name(file), Files.readAllBytes(file));
    assertThat(NixParser.parse(text)).isNotNull();
  }
}
