package firn.grammar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text to be parsed: a name and its bytes, one char in 0..255 per byte (ISO-8859-1), so that
 * offsets are byte offsets and strings in the language are bytes.
 *
 * <p>Lines end at {@code \n}, {@code \r\n} or {@code \r}. Line starts are found when first asked
 * for; an instance may be shared between threads.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private int @Nullable [] lineStarts;

  private SourceText(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * A text read from a file or elsewhere; {@code name} is shown in messages and by {@code
   * __curPos}.
   */
  public static SourceText ofBytes(String name, byte[] bytes) {
    return new SourceText(name, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** A text whose chars are bytes already. */
  public static SourceText ofLatin1(String name, String bytesAsChars) {
    return new SourceText(name, bytesAsChars);
  }

  /** A text of Unicode characters, encoded as UTF-8. */
  public static SourceText ofUnicode(String name, String unicode) {
    return ofBytes(name, unicode.getBytes(StandardCharsets.UTF_8));
  }

  /** The file's path, or what stands for it, such as {@code «string»}. */
  public String name() {
    return name;
  }

  /** The bytes as chars. */
  public String text() {
    return text;
  }

  /** Length in bytes. */
  public int length() {
    return text.length();
  }

  /**
   * The line and column of a byte offset.
   *
   * @param offset in 0..length; the length itself is the place after the last byte
   */
  public Position position(int offset) {
    int[] starts = lineStarts();
    int found = Arrays.binarySearch(starts, Math.clamp(offset, 0, text.length()));
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, offset - starts[line] + 1);
  }

  /** The number of lines; a text that ends in a line end has an empty last line. */
  public int lineCount() {
    return lineStarts().length;
  }

  /**
   * One line, without its end, as bytes.
   *
   * @param line from 1
   */
  public String line(int line) {
    int[] starts = lineStarts();
    int from = starts[line - 1];
    int to = line < starts.length ? starts[line] : text.length();
    while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
      to--;
    }
    return text.substring(from, to);
  }

  /** {@code name:line:column}. */
  public String describe(int offset) {
    return name + ":" + position(offset);
  }

  private int[] lineStarts() {
    int[] known = lineStarts;
    if (known == null) {
      known = findLineStarts(text);
      // A race only finds the same array twice.
      lineStarts = known;
    }
    return known;
  }

  private static int[] findLineStarts(String text) {
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public String toString() {
    return name;
  }
}
