package firn.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses an image archive with gzip, the first eight bytes as a member of their own (RFC 1952,
 * section 2.2).
 *
 * <p>Podman 4.3 and skopeo 1.9, as Debian 12 has them, look at eight bytes to see whether what they
 * decompressed is compressed again, and then lose the rest of the block those bytes came from. With
 * a member of just that length nothing is left to lose; every other reader sees the same archive.
 */
final class GzipArchive extends OutputStream {
  private static final int PEEKED = 8;
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private GZIPOutputStream member;
  private int left = PEEKED;

  GzipArchive(OutputStream out) throws IOException {
    this.out = out;
    this.member = new GZIPOutputStream(out, BUFFER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int first = Math.min(left, length);
    if (first > 0) {
      member.write(bytes, offset, first);
      left -= first;
      if (left == 0) {
        member.finish();
        member = new GZIPOutputStream(out, BUFFER);
      }
    }
    if (length > first) {
      member.write(bytes, offset + first, length - first);
    }
  }

  @Override
  public void close() throws IOException {
    member.close();
  }
}
