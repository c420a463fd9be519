package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inputs beside their expected outputs, as bytes in ISO-8859-1 strings. */
public final class Goldens {
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("firn.goldens"));

  private Goldens() {}

  public static Path testdata(String folder) {
    return Path.of(System.getProperty("firn.home", "..")).resolve("testdata").resolve(folder);
  }

  public static List<Path> inputs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(p -> p.toString().endsWith(".nix")).sorted().toList();
    }
  }

  public static String name(Path input) {
    return input.getFileName().toString().replaceFirst("\\.nix$", "");
  }

  public static SourceText source(Path input) throws IOException {
    return SourceText.ofBytes(input.getFileName().toString(), Files.readAllBytes(input));
  }

  /**
   * Compares with the file beside the input; with {@code -Dfirn.goldens=rewrite} writes it and
   * fails.
   */
  public static void check(Path input, String extension, String actual) throws IOException {
    Path golden = input.resolveSibling(name(input) + extension);
    if (REWRITE) {
      Files.writeString(golden, actual, StandardCharsets.ISO_8859_1);
      fail("rewritten: " + golden);
    }
    assertThat(golden).as("expected output; make it with -Dfirn.goldens=rewrite").exists();
    assertThat(actual)
        .as(golden.toString())
        .isEqualTo(Files.readString(golden, StandardCharsets.ISO_8859_1));
  }
}
