package firn.image;

import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;

/**
 * A layer that can be written any number of times, with the digest and size of its uncompressed
 * tar. Writing twice, once to learn the digest, costs less than a copy on disk and needs no room.
 *
 * @param digest hexadecimal SHA-256 of the tar
 * @param size bytes of the tar
 */
public record Layer(String digest, long size, Source source) {
  /** Writes the same bytes at every call. */
  @FunctionalInterface
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Finds out the digest and size of what a source writes. */
  @FunctionalInterface
  interface Reader {
    Layer read(Source source) throws IOException;
  }

  /** Finds out digest and size. */
  static Layer of(Source source) throws IOException {
    return of(source, OutputStream.nullOutputStream());
  }

  /** Finds out digest and size, and hands on what is read. */
  static Layer of(Source source, OutputStream copy) throws IOException {
    DigestOutputStream hashing = Sha256.of(copy);
    CountingOutputStream counting = new CountingOutputStream(hashing);
    source.writeTo(counting);
    return new Layer(Sha256.end(hashing), counting.getCount(), source);
  }

  /** A tar that lies in a file. */
  static Layer ofFile(Path file) throws IOException {
    return of(out -> Files.copy(file, out));
  }

  /**
   * Writes the tar.
   *
   * @throws IOException if it is not the tar that the digest was made from
   */
  public void writeTo(OutputStream out) throws IOException {
    DigestOutputStream hashing = Sha256.of(out);
    source.writeTo(hashing);
    if (!Sha256.end(hashing).equals(digest)) {
      throw new IOException("the files of layer " + digest + " changed since it was first read");
    }
  }
}
