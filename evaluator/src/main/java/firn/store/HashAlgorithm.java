package firn.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The hash functions the store knows. */
public enum HashAlgorithm {
  MD5("md5", "MD5", 16),
  SHA1("sha1", "SHA-1", 20),
  SHA256("sha256", "SHA-256", 32),
  SHA512("sha512", "SHA-512", 64);

  private final String id;
  private final String jcaName;
  private final int size;

  HashAlgorithm(String id, String jcaName, int size) {
    this.id = id;
    this.jcaName = jcaName;
    this.size = size;
  }

  /** The name in derivations, URLs and expressions: {@code sha256}. */
  public String id() {
    return id;
  }

  /** Length of a digest in bytes. */
  public int size() {
    return size;
  }

  /** A fresh digest of this algorithm. */
  public MessageDigest digest() {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has " + jcaName, e);
    }
  }

  /** As {@link #digest}, for much data: it may take longer to begin. */
  public MessageDigest bulkDigest() {
    return this == SHA256 ? NativeDigest.sha256().orElseGet(this::digest) : digest();
  }

  public Hash hash(byte[] bytes) {
    return Hash.of(this, digest().digest(bytes));
  }

  /** Hashes a string whose chars are bytes (ISO-8859-1). */
  public Hash hash(String bytes) {
    return hash(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static Optional<HashAlgorithm> byId(String id) {
    return switch (id) {
      case "md5" -> Optional.of(MD5);
      case "sha1" -> Optional.of(SHA1);
      case "sha256" -> Optional.of(SHA256);
      case "sha512" -> Optional.of(SHA512);
      default -> Optional.empty();
    };
  }
}
