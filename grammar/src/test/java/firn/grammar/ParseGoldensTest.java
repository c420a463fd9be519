package firn.grammar;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code testdata/parse}: what is read; {@code testdata/errors/syntax}: what is refused, and how.
 */
class ParseGoldensTest {

  @TestFactory
  Stream<DynamicTest> accepted() throws IOException {
    return Goldens.inputs(Goldens.testdata("parse")).stream()
        .map(input -> DynamicTest.dynamicTest(Goldens.name(input), () -> accept(input)));
  }

  private static void accept(Path input) throws IOException {
    String printed = Printer.print(NixParser.parse(Goldens.source(input)));
    Goldens.check(input, ".exp", printed + "\n");
  }

  @TestFactory
  Stream<DynamicTest> refused() throws IOException {
    return Goldens.inputs(Goldens.testdata("errors/syntax")).stream()
        .map(input -> DynamicTest.dynamicTest(Goldens.name(input), () -> refuse(input)));
  }

  private static void refuse(Path input) throws IOException {
    SourceText source = Goldens.source(input);
    try {
      fail("accepted as " + Printer.print(NixParser.parse(source)));
    } catch (SyntaxException e) {
      String report = "error: " + e.getMessage() + "\nat " + source.describe(e.offset()) + "\n";
      if (e.hint() != null) {
        report += "hint: " + e.hint() + "\n";
      }
      byte[] utf8 = report.getBytes(StandardCharsets.UTF_8);
      Goldens.check(input, ".err", new String(utf8, StandardCharsets.ISO_8859_1));
    }
  }
}
