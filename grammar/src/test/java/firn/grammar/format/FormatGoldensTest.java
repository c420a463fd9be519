package firn.grammar.format;

import static org.assertj.core.api.Assertions.assertThat;

import firn.grammar.Goldens;
import firn.grammar.RandomSource;
import firn.grammar.SourceText;
import firn.grammar.SyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code testdata/format}: sources and how they are laid out; and properties of many others. */
class FormatGoldensTest {
  private static final Logger LOG = Logger.getLogger(FormatGoldensTest.class.getName());
  private static final String CORPUS = "FIRN_CORPUS_NIXPKGS";

  @TestFactory
  Stream<DynamicTest> laysOut() throws IOException {
    return Goldens.inputs(Goldens.testdata("format")).stream()
        .map(input -> DynamicTest.dynamicTest(Goldens.name(input), () -> check(input)));
  }

  private static void check(Path input) throws IOException {
    SourceText formatted = Formatter.format(Goldens.source(input));
    Goldens.check(input, ".formatted", formatted.text());
    assertThat(Formatter.format(formatted).text()).isEqualTo(formatted.text());
  }

  /** The formatter itself refuses to hand over another program. */
  @Test
  void randomProgramsStayTheSame() {
    LongStream.range(0, 3_000)
        .forEach(seed -> {
          String source = new RandomSource(seed).expression(5).usual();
          SourceText formatted = Formatter.format(SourceText.ofLatin1("seed " + seed, source));
          assertThat(Formatter.format(formatted).text())
              .as("seed %d", seed)
              .isEqualTo(formatted.text());
        });
  }

  @Test
  void ourOwnSourcesStayTheSame() throws IOException {
    assertThat(formatAll(Goldens.testdata("..").normalize())).isGreaterThan(400);
  }

  @Test
  void sourcesOfNixpkgsStayTheSame() throws IOException {
    String root = System.getenv(CORPUS);
    if (root == null) {
      LOG.warning("SKIPPED: formatting nixpkgs; set " + CORPUS + " to one");
      return;
    }
    assertThat(formatAll(Path.of(root))).isGreaterThan(10_000);
  }

  /** Formats all sources below a folder twice; answers how many there were. */
  private static int formatAll(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(FormatGoldensTest::isSource).toList();
    }
    List<Path> unstable = new ArrayList<>();
    int formatted = 0;
    for (Path file : files) {
      SourceText once;
      try {
        once = Formatter.format(SourceText.ofBytes(file.toString(), Files.readAllBytes(file)));
      } catch (SyntaxException e) {
        continue;
      }
      formatted++;
      if (!Formatter.format(once).text().equals(once.text())) {
        unstable.add(file);
      }
    }
    assertThat(unstable).as("changed by formatting a second time").isEmpty();
    return formatted;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".nix")
        && Files.isRegularFile(file)
        && Stream.of("target", ".git")
            .noneMatch(name -> file.toString().contains("/" + name + "/"));
  }
}
