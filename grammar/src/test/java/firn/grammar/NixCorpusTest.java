package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Nix's own parser tests, from a checkout named by {@code FIRN_CORPUS_NIX}. */
class NixCorpusTest {
  private static final Logger LOG = Logger.getLogger(NixCorpusTest.class.getName());

  /** Undefined variables: Nix looks for them right after parsing, we when names are resolved. */
  private static final Set<String> NOT_SYNTAX =
      Set.of("parse-fail-regression-20060610", "parse-fail-undef-var");

  @TestFactory
  Stream<DynamicTest> asNix() throws IOException {
    String root = System.getenv("FIRN_CORPUS_NIX");
    if (root == null) {
      LOG.warning("SKIPPED: Nix's parser tests; set FIRN_CORPUS_NIX to a checkout of NixOS/nix");
      return Stream.empty();
    }
    List<Path> inputs =
        Goldens.inputs(Path.of(root, "tests/functional/lang")).stream()
            .filter(p -> Goldens.name(p).startsWith("parse-"))
            .filter(p -> !NOT_SYNTAX.contains(Goldens.name(p)))
            .toList();
    assertThat(inputs).hasSizeGreaterThan(40);
    return inputs.stream().map(p -> DynamicTest.dynamicTest(Goldens.name(p), () -> check(p)));
  }

  private static void check(Path input) throws IOException {
    SourceText source = SourceText.ofBytes("«stdin»", Files.readAllBytes(input));
    boolean okay = Goldens.name(input).startsWith("parse-okay-");
    Path golden = input.resolveSibling(Goldens.name(input) + (okay ? ".exp" : ".err.exp"));
    String expected = Files.readString(golden).strip();
    if (okay) {
      String printed =
          Printer.print(
              NixParser.parse(source),
              path -> Path.of("/pwd/lang").resolve(path.text()).normalize().toString());
      byte[] bytes = printed.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
      return;
    }
    SyntaxException e = catchThrowableOfType(SyntaxException.class, () -> NixParser.parse(source));
    assertThat(e).isNotNull();
    assertThat(expected)
        .startsWith("error: " + e.getMessage() + "\n       at «stdin»:" + e.position() + ":");
  }
}
