package firn.image;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
    HashingOutputStream hashing = new HashingOutputStream(Hashing.sha256(), copy);
    CountingOutputStream counting = new CountingOutputStream(hashing);
    source.writeTo(counting);
    return new Layer(hashing.hash().toString(), counting.getCount(), source);
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
    HashingOutputStream hashing = new HashingOutputStream(Hashing.sha256(), out);
    source.writeTo(hashing);
    if (!hashing.hash().toString().equals(digest)) {
      throw new IOException("the files of layer " + digest + " changed since it was first read");
    }
  }
}
