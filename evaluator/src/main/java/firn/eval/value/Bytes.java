package firn.eval.value;

import java.nio.charset.StandardCharsets;

/** Conversions between Unicode strings and strings whose chars are bytes. */
public final class Bytes {
  /** The opening guillemet. */
  public static final String OPEN = "\u00c2\u00ab";

  /** The closing guillemet. */
  public static final String CLOSE = "\u00c2\u00bb";

  private Bytes() {}

  /** UTF-8 as a string whose chars are the bytes. */
  public static String ofUnicode(String unicode) {
    for (int i = 0; i < unicode.length(); i++) {
      if (unicode.charAt(i) >= 0x80) {
        return new String(unicode.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return unicode;
  }

  /** Bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
  public static String toUnicode(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}
