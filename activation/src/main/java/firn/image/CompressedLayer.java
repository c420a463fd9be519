package firn.image;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;

/**
 * A layer in compressed form, somewhere in a file.
 *
 * @param digest hexadecimal SHA-256 of the compressed bytes
 * @param size how many bytes they are
 * @param file where they lie
 * @param offset where in the file they begin
 */
record CompressedLayer(String digest, long size, Path file, long offset) {
  /** Whether the bytes are there, and are those that the digest was made from. */
  boolean isIntact() {
    try {
      writeTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Writes the compressed bytes.
   *
   * @throws IOException if they are not those that the digest was made from
   */
  void writeTo(OutputStream out) throws IOException {
    DigestOutputStream hashing = Sha256.of(out);
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      ByteStreams.limit(in, size).transferTo(hashing);
    }
    if (!Sha256.end(hashing).equals(digest)) {
      throw new IOException("'" + file + "' changed since a layer was put there");
    }
  }
}
