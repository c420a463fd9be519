package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Good sources with bytes changed, cut out, doubled and put in, always the same way: each parses or
 * is a syntax error at a place in the source.
 */
final class MutationTest {
  private static final int PER_FILE = 150;
  private static final List<String> PIECES =
      List.of(
          "\0",
          "\u00ff",
          "\u00c3",
          "${",
          "}",
          "''",
          "\"",
          "'''",
          "''${",
          "''\\",
          "\\",
          "/*",
          "*/",
          "#",
          "\r\n",
          "(",
          ")",
          "[",
          "]",
          "{",
          "...",
          "@",
          "?",
          ":",
          ";",
          "=",
          "==",
          "//",
          "++",
          "->",
          "|>",
          "<|",
          "<a>",
          "<",
          "~/",
          "./",
          "/a",
          "a:b",
          "http://x",
          "99999999999999999999",
          "1e999",
          ".5",
          "1.",
          "let",
          "in",
          "with ",
          "rec ",
          "inherit ",
          "assert ",
          "or",
          "if ",
          "then",
          "else",
          "-",
          "!",
          "__curPos",
          "\t",
          "\u00a0",
          "\ufeff");

  private final SplittableRandom random = new SplittableRandom(2025);

  private static List<String> sources() throws IOException {
    Path folder = Path.of(System.getProperty("firn.home", ".."), "testdata");
    List<String> all = new ArrayList<>();
    for (String part : List.of("parse", "eval", "errors")) {
      try (Stream<Path> files = Files.walk(folder.resolve(part))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".nix")).sorted().toList()) {
          all.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all;
  }

  private String mutated(String source, List<String> others) {
    StringBuilder text = new StringBuilder(source);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at, end));
        case 3 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> {
          String other = others.get(random.nextInt(others.size()));
          int from = random.nextInt(other.length() + 1);
          text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
        }
      }
    }
    return text.toString();
  }

  @Test
  void everythingParsesOrIsASyntaxErrorInTheSource() throws IOException {
    List<String> sources = sources();
    int parsed = 0;
    int refused = 0;
    for (String source : sources) {
      for (int i = 0; i < PER_FILE; i++) {
        String text = mutated(source, sources);
        try {
          NixParser.parse(SourceText.ofLatin1("mutated", text));
          parsed++;
        } catch (SyntaxException e) {
          assertThat(e.offset()).as(text).isBetween(0, text.length());
          refused++;
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError(text, e);
        }
      }
    }
    // Mutations that break everything, or nothing, would test little.
    assertThat(parsed).isGreaterThan(sources.size());
    assertThat(refused).isGreaterThan(sources.size());
  }
}
