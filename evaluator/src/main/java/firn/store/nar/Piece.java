package firn.store.nar;

import firn.store.posix.OpenFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A part of a large file in native memory, which the kernel fills, a hash reads and the kernel
 * writes without a copy in between. Whoever takes one, or holds one longer than the call that shows
 * it, releases it; then its memory is used again. One that is never released costs its memory only.
 */
public final class Piece {
  /**
   * The most bytes of one: few enough that they stay in a processor's cache until all used them.
   */
  static final int SIZE = 1 << 16;

  private static final ConcurrentLinkedDeque<Piece> FREE = new ConcurrentLinkedDeque<>();

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, 8);
  private final AtomicInteger holders = new AtomicInteger();
  private int length;

  private Piece() {}

  /** An empty one, held by the caller. */
  static Piece take() {
    Piece free = FREE.poll();
    Piece piece = free == null ? new Piece() : free;
    piece.length = 0;
    piece.holders.set(1);
    return piece;
  }

  /**
   * One with what a file has at {@code at}, held by the caller.
   *
   * @param wanted at most {@link #SIZE} bytes; it has fewer only at the end of the file
   */
  static Piece read(OpenFile file, long at, int wanted) throws IOException {
    Piece piece = take();
    piece.length = file.readAt(at, piece.memory, wanted);
    return piece;
  }

  /** The caller goes on using it after the call that showed it. */
  void hold() {
    holders.incrementAndGet();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      FREE.push(this);
    }
  }

  public int length() {
    return length;
  }

  boolean isFull() {
    return length == SIZE;
  }

  /**
   * Appends bytes.
   *
   * @return how many there was room for
   */
  int append(byte[] bytes, int offset, int count) {
    int part = Math.min(count, SIZE - length);
    MemorySegment.copy(bytes, offset, memory, ValueLayout.JAVA_BYTE, length, part);
    length += part;
    return part;
  }

  /** Copies all of it into an array. */
  public void copyTo(byte[] bytes, int offset) {
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, offset, length);
  }

  /** Its bytes where they lie. */
  ByteBuffer bytes() {
    return memory.asSlice(0, length).asByteBuffer();
  }

  void write(OpenFile file, long at) throws IOException {
    file.writeAt(at, memory, length);
  }
}
