package firn.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses with gzip in members of a fixed length (RFC 1952, section 2.2), which are made several
 * at a time; their bytes do not depend on how many. Every reader sees one stream.
 *
 * <p>The first member holds eight bytes only. Podman 4.3 and skopeo 1.9, as Debian 12 has them,
 * look at eight bytes to see whether what they decompressed is compressed again, and then lose the
 * rest of the block those bytes came from. With a member of just that length nothing is left to
 * lose.
 */
final class GzipArchive extends OutputStream {
  private static final int PEEKED = 8;
  private static final int MEMBER = 1 << 20;
  private static final int SHORT = 1 << 12;

  /** Levels above take twice the time for three bytes in a hundred. */
  private static final int LEVEL = 4;

  /**
   * Of its own: on two processors the common pool has one thread, which whoever reads the layers
   * keeps busy.
   */
  private static final Executor COMPRESSORS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("gzip-", 1).daemon().factory());

  private final OutputStream out;
  private final Deque<CompletableFuture<byte[]>> made = new ArrayDeque<>();
  private final int most = Runtime.getRuntime().availableProcessors() + 2;
  private byte[] block = new byte[PEEKED];
  private int filled;

  /** How long the present member may get: {@code block} grows to it. */
  private int whole = PEEKED;

  GzipArchive(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, room(left));
      System.arraycopy(bytes, from, block, filled, n);
      filled += n;
      from += n;
      left -= n;
      if (filled == whole) {
        member();
      }
    }
  }

  /** Room in the block for some of what is left; many members are short, and pages cost time. */
  private int room(int left) {
    if (filled == block.length) {
      int wanted = Math.max(Math.max(2 * filled, filled + Math.min(left, whole)), SHORT);
      block = Arrays.copyOf(block, Math.min(whole, wanted));
    }
    return block.length - filled;
  }

  private void member() throws IOException {
    byte[] full = filled == block.length ? block : Arrays.copyOf(block, filled);
    block = new byte[0];
    filled = 0;
    whole = MEMBER;
    made.add(CompletableFuture.supplyAsync(() -> compressed(full), COMPRESSORS));
    while (made.size() > most) {
      writeFirst();
    }
  }

  private void writeFirst() throws IOException {
    try {
      out.write(made.remove().join());
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static byte[] compressed(byte[] member) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(member.length / 2 + 64);
    try (GZIPOutputStream gzip = new LevelledGzip(bytes, member.length)) {
      gzip.write(member);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A stream of the level that is wanted; the class offers no other way to say so. */
  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(OutputStream out, int length) throws IOException {
      super(out, Math.clamp(length, 512, 1 << 16));
      def.setLevel(LEVEL);
    }
  }

  @Override
  public void close() throws IOException {
    if (filled > 0) {
      member();
    }
    while (!made.isEmpty()) {
      writeFirst();
    }
    out.close();
  }
}
