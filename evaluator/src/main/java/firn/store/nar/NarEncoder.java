package firn.store.nar;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Encodes a tree as a Nix archive (Nix manual, "Nix Archive (NAR) format"). */
public final class NarEncoder implements TreeVisitor {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static final String MAGIC = "nix-archive-1";

  static final byte[] START = tokens(MAGIC);
  static final byte[] REGULAR = tokens("(", "type", "regular", "contents");
  static final byte[] EXECUTABLE = tokens("(", "type", "regular", "executable", "", "contents");
  static final byte[] SYMLINK = tokens("(", "type", "symlink", "target");
  static final byte[] DIRECTORY = tokens("(", "type", "directory");
  static final byte[] ENTRY = tokens("entry", "(", "name");
  static final byte[] NODE = tokens("node");
  static final byte[] CLOSE = tokens(")");

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int used;
  private long padding;

  /**
   * @param out receives the archive; not closed
   */
  public NarEncoder(OutputStream out) {
    this.out = out;
  }

  private static byte[] tokens(String... tokens) {
    NarEncoder encoder = new NarEncoder(OutputStream.nullOutputStream());
    try {
      for (String token : tokens) {
        encoder.string(token);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return java.util.Arrays.copyOf(encoder.buffer, encoder.used);
  }

  @Override
  public void beginDirectory(String path) throws IOException {
    begin(path);
    raw(DIRECTORY, 0, DIRECTORY.length);
  }

  @Override
  public void endDirectory(String path) throws IOException {
    end(path);
  }

  @Override
  public void beginFile(String path, boolean executable, long size) throws IOException {
    begin(path);
    byte[] token = executable ? EXECUTABLE : REGULAR;
    raw(token, 0, token.length);
    number(size);
    padding = -size & 7;
  }

  @Override
  public void contents(byte[] bytes, int offset, int length) throws IOException {
    raw(bytes, offset, length);
  }

  @Override
  public void contents(Piece piece) throws IOException {
    if (out instanceof HashSink hash) {
      flush();
      hash.write(piece);
    } else {
      TreeVisitor.super.contents(piece);
    }
  }

  @Override
  public void endFile(String path) throws IOException {
    pad(padding);
    end(path);
  }

  @Override
  public void symlink(String path, String target) throws IOException {
    begin(path);
    raw(SYMLINK, 0, SYMLINK.length);
    string(target);
    end(path);
  }

  private void begin(String path) throws IOException {
    if (path.isEmpty()) {
      raw(START, 0, START.length);
      return;
    }
    raw(ENTRY, 0, ENTRY.length);
    string(path.substring(path.lastIndexOf('/') + 1));
    raw(NODE, 0, NODE.length);
  }

  private void end(String path) throws IOException {
    raw(CLOSE, 0, CLOSE.length);
    if (path.isEmpty()) {
      flush();
    } else {
      raw(CLOSE, 0, CLOSE.length);
    }
  }

  private void string(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    number(bytes.length);
    raw(bytes, 0, bytes.length);
    pad(-bytes.length & 7);
  }

  private void number(long value) throws IOException {
    if (buffer.length - used < 8) {
      flush();
    }
    LONG.set(buffer, used, value);
    used += 8;
  }

  private void pad(long count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (used == buffer.length) {
        flush();
      }
      buffer[used++] = 0;
    }
  }

  private void raw(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - used) {
      flush();
      if (length >= buffer.length) {
        out.write(bytes, offset, length);
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, used, length);
    used += length;
  }

  private void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
