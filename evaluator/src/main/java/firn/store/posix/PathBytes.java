package firn.store.posix;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Paths as the kernel has them. A Java path keeps the bytes it was made of, but shows them decoded
 * with the locale's character set, which loses what does not decode; its URI shows them all.
 */
public final class PathBytes {
  private static final String HEX = "0123456789ABCDEF";

  private PathBytes() {}

  /** The absolute form of {@code path}; each char is a byte. */
  public static String of(Path path) {
    Path absolute = path.toAbsolutePath();
    String text = absolute.toString();
    return isAscii(text) ? text : ofUri(absolute.toUri().getRawPath());
  }

  private static String ofUri(String raw) {
    int end = raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length();
    StringBuilder out = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        out.append((char) Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The path that these bytes name. */
  public static Path toPath(String bytes) {
    if (isAscii(bytes)) {
      return Path.of(bytes);
    }
    StringBuilder out = new StringBuilder("file://");
    for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
      boolean plain = b == '/' || b == '.' || b == '-' || b == '_' || isAlphanumeric(b);
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return Path.of(URI.create(out.toString()));
  }

  private static boolean isAlphanumeric(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
