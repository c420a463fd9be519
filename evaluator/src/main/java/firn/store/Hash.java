package firn.store;

import static firn.store.MalformedException.quote;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A digest together with the algorithm that made it. */
public final class Hash {
  private static final HexFormat HEX = HexFormat.of();

  private final HashAlgorithm algorithm;
  private final byte[] bytes;

  private Hash(HashAlgorithm algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if the length is not the algorithm's
   */
  public static Hash of(HashAlgorithm algorithm, byte[] bytes) {
    if (bytes.length != algorithm.size()) {
      throw new IllegalArgumentException("not a " + algorithm.id() + " digest");
    }
    return new Hash(algorithm, bytes.clone());
  }

  /**
   * Reads {@code ALGORITHM:DIGITS} in base 16, Nix's base 32 or base 64, told apart by length, or
   * {@code ALGORITHM-BASE64} (SRI), or bare digits where {@code expected} says what they are.
   *
   * @param expected the algorithm the context asks for, null if it leaves that open
   * @throws MalformedException if the text is none of these, or of another algorithm
   */
  public static Hash parse(String text, @Nullable HashAlgorithm expected) {
    int colon = text.indexOf(':');
    int dash = text.indexOf('-');
    boolean sri = colon < 0 && dash >= 0;
    int end = colon >= 0 ? colon : dash;
    @Nullable HashAlgorithm named = end < 0 ? null : algorithm(text.substring(0, end));
    if (named == null && expected == null) {
      throw new MalformedException(
          "hash " + quote(text) + " does not include a type, nor is the type otherwise known");
    }
    if (named != null && expected != null && named != expected) {
      throw new MalformedException(
          "hash " + quote(text) + " should have type '" + expected.id() + "'");
    }
    HashAlgorithm algorithm = named != null ? named : java.util.Objects.requireNonNull(expected);
    return digits(text.substring(end + 1), algorithm, sri);
  }

  /** Reads an SRI hash: {@code sha256-…=}. */
  public static Hash parseSri(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new MalformedException("hash " + quote(text) + " is not SRI");
    }
    return digits(text.substring(dash + 1), algorithm(text.substring(0, dash)), true);
  }

  private static HashAlgorithm algorithm(String id) {
    return HashAlgorithm.byId(id)
        .orElseThrow(() -> new MalformedException("unknown hash algorithm " + quote(id)));
  }

  private static Hash digits(String digits, HashAlgorithm algorithm, boolean sri) {
    int size = algorithm.size();
    if (!sri && digits.length() == size * 2) {
      try {
        return new Hash(algorithm, HEX.parseHex(digits));
      } catch (IllegalArgumentException e) {
        throw new MalformedException("invalid base-16 hash " + quote(digits), e);
      }
    }
    if (!sri && digits.length() == Nix32.length(size)) {
      return Nix32.decode(digits, size)
          .map(b -> new Hash(algorithm, b))
          .orElseThrow(() -> new MalformedException("invalid base-32 hash " + quote(digits)));
    }
    if (sri || digits.length() == (size + 2) / 3 * 4) {
      return base64(digits, size)
          .map(b -> new Hash(algorithm, b))
          .orElseThrow(() ->
              new MalformedException(
                  (sri ? "invalid SRI hash " : "invalid base-64 hash ") + quote(digits)));
    }
    throw new MalformedException(
        "hash " + quote(digits) + " has wrong length for hash type '" + algorithm.id() + "'");
  }

  private static Optional<byte[]> base64(String digits, int size) {
    try {
      byte[] bytes = Base64.getDecoder().decode(digits);
      return bytes.length == size ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public HashAlgorithm algorithm() {
    return algorithm;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The digits, without the algorithm but in {@link HashFormat#SRI}. */
  public String digits(HashFormat format) {
    return switch (format) {
      case BASE16 -> HEX.formatHex(bytes);
      case NIX32 -> Nix32.encode(bytes);
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case SRI -> algorithm.id() + "-" + Base64.getEncoder().encodeToString(bytes);
    };
  }

  public String base16() {
    return digits(HashFormat.BASE16);
  }

  public String nix32() {
    return digits(HashFormat.NIX32);
  }

  public String sri() {
    return digits(HashFormat.SRI);
  }

  /** {@code ALGORITHM:DIGITS}; SRI has its algorithm already. */
  public String prefixed(HashFormat format) {
    return format == HashFormat.SRI ? sri() : algorithm.id() + ":" + digits(format);
  }

  /**
   * The digest folded to {@code size} bytes by exclusive or (Nix manual, "Complete Store Path
   * Calculation"): how 256 bits become the 160 of a store path.
   */
  public byte[] compress(int size) {
    byte[] out = new byte[size];
    for (int i = 0; i < bytes.length; i++) {
      out[i % size] ^= bytes[i];
    }
    return out;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash h && h.algorithm == algorithm && Arrays.equals(h.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code sha256:} and base 16, as the database keeps it. */
  @Override
  public String toString() {
    return prefixed(HashFormat.BASE16);
  }
}
