package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our own test data through {@code nix-instantiate --parse}, where that is installed. */
class NixInstantiateTest {
  private static final Logger LOG = Logger.getLogger(NixInstantiateTest.class.getName());

  /** What releases of Nix print or accept differently. */
  private static final Set<String> DIFFERS_BY_RELEASE =
      Set.of(
          "dynamic-attributes",
          "indented-escapes",
          "inherit",
          "interpolated-paths",
          "lambdas",
          "let",
          "merged-inherit",
          "or-is-a-name",
          "pipes",
          "sets");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> asInstalledNix() throws IOException {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, "nix-instantiate")));
    if (!installed) {
      LOG.warning("SKIPPED: comparison with nix-instantiate --parse, which is not on PATH");
      return Stream.empty();
    }
    return Goldens.inputs(Goldens.testdata("parse")).stream()
        .filter(input -> !DIFFERS_BY_RELEASE.contains(Goldens.name(input)))
        .map(input -> DynamicTest.dynamicTest(Goldens.name(input), () -> compare(input)));
  }

  private void compare(Path input) throws IOException, InterruptedException {
    // The with keeps Nix from complaining of undefined variables.
    String text = "with { };\n" + Files.readString(input, StandardCharsets.ISO_8859_1);
    Path copy = folder.resolve("input.nix");
    Files.writeString(copy, text, StandardCharsets.ISO_8859_1);
    ProcessBuilder command =
        new ProcessBuilder("nix-instantiate", "--parse", copy.toString())
            .redirectError(folder.resolve("errors").toFile());
    command.environment().put("NIX_REMOTE", "dummy://");
    Process process = command.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(() -> readErrors(folder.resolve("errors"))).isZero();
    String ours =
        Printer.print(
            NixParser.parse(SourceText.ofLatin1("input.nix", text)),
            path -> folder.resolve(path.text()).normalize().toString());
    assertThat(withoutReleaseDifferences(ours)).isEqualTo(withoutReleaseDifferences(printed));
  }

  private static String readErrors(Path errors) {
    try {
      return Files.readString(errors, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "no errors kept: " + e.getMessage();
    }
  }

  /** Older releases escape every dollar sign and keep empty pieces of indented strings. */
  private static String withoutReleaseDifferences(String printed) {
    return printed.strip().replace("\\$", "$").replace("(\"\" + ", "(").replace(" + \"\")", ")");
  }
}
