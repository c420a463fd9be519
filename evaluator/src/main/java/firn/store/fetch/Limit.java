package firn.store.fetch;

import firn.store.FullDisk;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long something may get that comes from outside.
 *
 * @param bytes how long
 * @param why the end of a sentence: the bytes "that it may have"
 */
public record Limit(long bytes, String why) {
  /** For what is bounded elsewhere. */
  public static final Limit NONE = of(Long.MAX_VALUE);

  /** What part of the free room is left to others: one in so many bytes. */
  private static final int SPARED = 16;

  public static Limit of(long bytes) {
    return new Limit(bytes, "that it may have");
  }

  /**
   * As much as the disk has room for, but for a sixteenth, which others may need meanwhile.
   *
   * @param folder where it is to go
   * @param there how many bytes of it are there already
   */
  public static Limit ofDisk(Path folder, long there) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    // Some file systems do not say.
    return free <= 0 ? NONE : new Limit(there + free - free / SPARED, FullDisk.ROOM);
  }

  /**
   * Refuses what is longer.
   *
   * @param what the beginning of a sentence: what "is longer than"
   * @throws FetchException if {@code size} exceeds the limit
   */
  public void check(String what, long size) throws FetchException {
    if (size > bytes) {
      throw FetchException.tooLong(what + " than the " + bytes + " bytes " + why);
    }
  }

  /**
   * A stream that fails where it exceeds the limit.
   *
   * @param what the beginning of a sentence: what "unpacks to more"
   */
  public InputStream bounded(InputStream in, String what) {
    return new FilterInputStream(in) {
      private long done;

      @Override
      public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(n);
        return n;
      }

      @Override
      public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
      }

      private void count(long n) throws FetchException {
        done += Math.max(n, 0);
        check(what, done);
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }
}
