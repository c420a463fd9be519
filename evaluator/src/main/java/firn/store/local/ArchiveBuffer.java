package firn.store.local;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what is written to it in memory, up to a limit beyond which it keeps nothing. */
final class ArchiveBuffer extends OutputStream {
  private static final int CHUNK = 1 << 20;

  private final int limit;
  private final List<ByteArrayOutputStream> chunks = new ArrayList<>();
  private int size;
  private boolean complete = true;

  ArchiveBuffer(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (!complete) {
      return;
    }
    if (length > limit - size) {
      complete = false;
      chunks.clear();
      return;
    }
    if (chunks.isEmpty() || chunks.getLast().size() > CHUNK) {
      chunks.add(new ByteArrayOutputStream(1 << 16));
    }
    chunks.getLast().write(bytes, offset, length);
    size += length;
  }

  /** Whether everything that was written is still here. */
  boolean isComplete() {
    return complete;
  }

  InputStream open() {
    return new SequenceInputStream(
        Collections.enumeration(
            chunks.stream()
                .<InputStream>map(c -> new java.io.ByteArrayInputStream(c.toByteArray()))
                .toList()));
  }
}
