package firn.store.nar;

import firn.store.Nix32;
import firn.store.StorePath;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the hash parts of store paths in what is written to it: whose hash stands there, bare or in
 * a path, is referred to.
 */
public final class ReferenceScanner extends OutputStream {
  private static final int LENGTH = StorePath.HASH_LENGTH;
  private static final boolean[] DIGIT = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      DIGIT[c] = Nix32.isDigit(c);
    }
  }

  private final Map<String, StorePath> candidates = new HashMap<>();
  private final SortedSet<StorePath> found = new TreeSet<>();

  /** The last bytes written, shorter than a hash part, then what is scanned with them. */
  private final byte[] seam = new byte[2 * LENGTH];

  private int tail;

  public ReferenceScanner(Collection<StorePath> candidates) {
    candidates.forEach(p -> this.candidates.put(p.hashPart(), p));
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int head = Math.min(length, LENGTH - 1);
    System.arraycopy(bytes, offset, seam, tail, head);
    scan(seam, 0, tail + head);
    if (length >= LENGTH - 1) {
      scan(bytes, offset, length);
      tail = LENGTH - 1;
      System.arraycopy(bytes, offset + length - tail, seam, 0, tail);
    } else {
      int all = tail + head;
      int keep = Math.min(all, LENGTH - 1);
      System.arraycopy(seam, all - keep, seam, 0, keep);
      tail = keep;
    }
  }

  /** Looks at a window's last byte first: one that is no digit rules out all windows over it. */
  private void scan(byte[] bytes, int from, int length) {
    int start = from;
    int last = from + length - LENGTH;
    while (start <= last) {
      int at = start + LENGTH - 1;
      while (at >= start && DIGIT[bytes[at] & 0xff]) {
        at--;
      }
      if (at >= start) {
        start = at + 1;
        continue;
      }
      StorePath path =
          candidates.get(new String(bytes, start, LENGTH, StandardCharsets.ISO_8859_1));
      if (path != null) {
        found.add(path);
      }
      start++;
    }
  }

  /** Those that occurred in what was written so far. */
  public SortedSet<StorePath> found() {
    return new TreeSet<>(found);
  }
}
