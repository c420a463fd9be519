package firn.image;

import firn.store.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/**
 * Digests of what passes through a stream, in hexadecimal. Layers are large, and commands end
 * before Java's own hash would be compiled well: it is the machine's where there is one.
 */
public final class Sha256 {
  private Sha256() {}

  /** Hashes what is written. */
  public static DigestOutputStream of(OutputStream out) {
    return new DigestOutputStream(out, HashAlgorithm.SHA256.bulkDigest());
  }

  /** Hashes what is read. */
  public static DigestInputStream of(InputStream in) {
    return new DigestInputStream(in, HashAlgorithm.SHA256.bulkDigest());
  }

  /** The digest of a file. */
  public static String ofFile(Path file) throws IOException {
    try (DigestInputStream in = of(Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
      return end(in);
    }
  }

  /** The digest of all that was written; nothing may be written afterwards. */
  public static String end(DigestOutputStream stream) {
    return HexFormat.of().formatHex(stream.getMessageDigest().digest());
  }

  /** The digest of all that was read; nothing may be read afterwards. */
  public static String end(DigestInputStream stream) {
    return HexFormat.of().formatHex(stream.getMessageDigest().digest());
  }
}
