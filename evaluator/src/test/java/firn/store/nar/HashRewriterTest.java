package firn.store.nar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Hash parts that are replaced in a stream, however it is cut into pieces. */
class HashRewriterTest {
  private static final String FIRST = "0123456789abcdfghijklmnpqrsvwxyz";
  private static final String SECOND = "zyxwvsrqpnmlkjihgfdcba9876543210";
  private static final String OTHER = "1".repeat(32);
  private static final String ZEROS = "\0".repeat(32);
  private static final Map<String, String> REPLACEMENTS = Map.of(FIRST, OTHER, SECOND, ZEROS);

  /** The beginning of one may end in the other; then the one that comes first counts. */
  private static final Pattern EITHER = Pattern.compile(FIRST + "|" + SECOND);

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(40);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(5)) {
        case 0 -> text.append(FIRST);
        case 1 -> text.append(SECOND);
        case 2 -> text.append(FIRST, 0, random.nextInt(32));
        case 3 -> text.append("/nix/store/");
        default -> text.repeat("x", random.nextInt(70));
      }
    }
    return text.toString();
  }

  @Test
  void allAreReplacedWhereverTheStreamIsCut() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = text(random).getBytes(StandardCharsets.ISO_8859_1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      HashRewriter rewriter = new HashRewriter(REPLACEMENTS, out);
      int most = 1 + random.nextInt(80);
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(most));
        rewriter.write(bytes, at, length);
        at += length;
      }
      rewriter.flush();

      String before = new String(bytes, StandardCharsets.ISO_8859_1);
      List<Long> positions = new ArrayList<>();
      String after =
          EITHER
              .matcher(before)
              .replaceAll(match -> {
                positions.add((long) match.start());
                return REPLACEMENTS.getOrDefault(match.group(), "");
              });
      assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo(after);
      assertThat(rewriter.positions()).isEqualTo(positions);
    }
  }

  @Test
  void whatIsLargerThanTheBufferIsWhole() throws IOException {
    String text = ("x".repeat(100_000) + FIRST).repeat(5);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HashRewriter rewriter = new HashRewriter(REPLACEMENTS, out);
    rewriter.write(text.getBytes(StandardCharsets.ISO_8859_1));
    rewriter.flush();
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo(text.replace(FIRST, OTHER));
  }
}
