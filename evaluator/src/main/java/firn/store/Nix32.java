package firn.store;

import java.util.Arrays;
import java.util.Optional;

/**
 * Nix's base 32: the bytes are one little-endian number, written with the most significant digit
 * first (Nix manual, "Nix32").
 */
public final class Nix32 {
  private static final String DIGITS = "0123456789abcdfghijklmnpqrsvwxyz";
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      VALUES[DIGITS.charAt(i)] = (byte) i;
    }
  }

  private Nix32() {}

  /** Number of digits that {@code size} bytes take. */
  public static int length(int size) {
    return size == 0 ? 0 : (size * 8 - 1) / 5 + 1;
  }

  public static boolean isDigit(int c) {
    return c >= 0 && c < 128 && VALUES[c] >= 0;
  }

  public static String encode(byte[] bytes) {
    int length = length(bytes.length);
    StringBuilder out = new StringBuilder(length);
    for (int n = length - 1; n >= 0; n--) {
      int bit = n * 5;
      int i = bit / 8;
      int shift = bit % 8;
      int low = (bytes[i] & 0xff) >> shift;
      int high = i + 1 < bytes.length ? (bytes[i + 1] & 0xff) << (8 - shift) : 0;
      out.append(DIGITS.charAt((low | high) & 0x1f));
    }
    return out.toString();
  }

  /** The {@code size} bytes written in {@code text}; empty if it is not exactly that. */
  public static Optional<byte[]> decode(String text, int size) {
    if (text.length() != length(size)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[size];
    for (int n = 0; n < text.length(); n++) {
      char c = text.charAt(text.length() - n - 1);
      if (!isDigit(c)) {
        return Optional.empty();
      }
      int bit = n * 5;
      int i = bit / 8;
      int spread = VALUES[c] << (bit % 8);
      bytes[i] |= (byte) spread;
      if (i + 1 < size) {
        bytes[i + 1] |= (byte) (spread >> 8);
      } else if (spread >> 8 != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(bytes);
  }
}
