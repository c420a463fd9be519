package firn.image;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A layer that can be written any number of times, with the digest and size of its uncompressed
 * tar. Writing twice, once to learn the digest, costs less than a copy on disk and needs no room.
 *
 * @param digest hexadecimal SHA-256 of the tar
 * @param size bytes of the tar
 */
record Layer(String digest, long size, Source source) {
  /** Writes the same bytes at every call. */
  @FunctionalInterface
  interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  static Layer of(Source source) throws IOException {
    HashingOutputStream hashing =
        new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream());
    CountingOutputStream counting = new CountingOutputStream(hashing);
    source.writeTo(counting);
    return new Layer(hashing.hash().toString(), counting.getCount(), source);
  }
}
