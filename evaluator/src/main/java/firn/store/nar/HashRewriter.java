package firn.store.nar;

import firn.store.Nix32;
import firn.store.StorePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes to another stream what is written to it, with the hash parts of some store paths replaced
 * by as many other bytes. What it holds back for it goes on with {@link #flush}, which is called
 * once, at the end.
 */
public final class HashRewriter extends OutputStream {
  private static final int LENGTH = StorePath.HASH_LENGTH;

  private final Map<String, byte[]> replacements = new HashMap<>();
  private final OutputStream out;
  private final List<Long> positions = new ArrayList<>();

  /** What was not passed on yet: at most a hash part less one byte, and what is being written. */
  private byte[] held = new byte[1 << 16];

  private int length;
  private long passed;

  /**
   * @param replacements by hash part, as many characters, each a byte
   */
  public HashRewriter(Map<String, String> replacements, OutputStream out) {
    this.out = out;
    replacements.forEach((from, to) -> {
      if (from.length() != LENGTH || to.length() != LENGTH) {
        throw new IllegalArgumentException("a hash part has " + LENGTH + " characters");
      }
      this.replacements.put(from, to.getBytes(StandardCharsets.ISO_8859_1));
    });
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int room = Math.min(count - done, held.length - length);
      System.arraycopy(bytes, offset + done, held, length, room);
      length += room;
      done += room;
      passOn(rewrite());
    }
  }

  @Override
  public void flush() throws IOException {
    passOn(length);
    out.flush();
  }

  /** Where hash parts were replaced so far, in bytes from the beginning. */
  public List<Long> positions() {
    return List.copyOf(positions);
  }

  /** Replaces what is held as far as that is decided, and answers how far that is. */
  private int rewrite() {
    int start = 0;
    while (start + LENGTH <= length) {
      int at = start + LENGTH - 1;
      while (at >= start && Nix32.isDigit(held[at] & 0xff)) {
        at--;
      }
      if (at >= start) {
        start = at + 1;
        continue;
      }
      byte[] other = replacements.get(new String(held, start, LENGTH, StandardCharsets.ISO_8859_1));
      if (other == null) {
        start++;
      } else {
        System.arraycopy(other, 0, held, start, LENGTH);
        positions.add(passed + start);
        start += LENGTH;
      }
    }
    return start;
  }

  private void passOn(int count) throws IOException {
    out.write(held, 0, count);
    length -= count;
    System.arraycopy(held, count, held, 0, length);
    passed += count;
  }
}
