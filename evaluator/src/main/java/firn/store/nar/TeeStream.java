package firn.store.nar;

import java.io.IOException;
import java.io.OutputStream;

/** Writes everything to two streams. */
public final class TeeStream extends OutputStream {
  private final OutputStream first;
  private final OutputStream second;

  public TeeStream(OutputStream first, OutputStream second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void write(int b) throws IOException {
    first.write(b);
    second.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    first.write(bytes, offset, length);
    second.write(bytes, offset, length);
  }
}
