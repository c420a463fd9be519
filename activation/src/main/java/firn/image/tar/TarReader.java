package firn.image.tar;

import firn.image.tar.TarEntry.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives as POSIX and GNU tar write them: ustar, pax records, GNU's long names and
 * binary numbers. Sparse files are refused.
 *
 * <p>Malformed archives raise an {@link IOException} that says what is wrong; nothing is read
 * beyond an entry's own size.
 */
public final class TarReader {
  private static final int BLOCK = 512;
  private static final int LONGEST_HEADER = 1 << 20;
  private static final String XATTR = "SCHILY.xattr.";

  private final InputStream in;
  private final Map<String, byte[]> global = new HashMap<>();
  private long left;
  private long padding;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry; its contents are then read with {@link #contents}. Null at the end. */
  public @Nullable TarEntry next() throws IOException {
    skip(left + padding);
    left = 0;
    padding = 0;
    Map<String, byte[]> records = new HashMap<>(global);
    while (true) {
      byte[] block = in.readNBytes(BLOCK);
      if (block.length == 0 || isEmpty(block)) {
        return null;
      }
      if (block.length < BLOCK) {
        throw new EOFException("the archive ends within a header");
      }
      verify(block);
      char flag = (char) (block[156] & 0xff);
      long size = number(block, 124, 12);
      switch (flag) {
        case 'x' -> readPax(body(size), records);
        case 'g' -> {
          readPax(body(size), global);
          records.putAll(global);
        }
        case 'L' -> records.put("path", terminated(body(size)));
        case 'K' -> records.put("linkpath", terminated(body(size)));
        default -> {
          return entry(block, flag, records);
        }
      }
    }
  }

  /** The contents of the entry read last, to be read before the next one. */
  public InputStream contents() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int n = in.read(into, offset, (int) Math.min(length, left));
        if (n < 0) {
          throw new EOFException("the archive ends within a file");
        }
        left -= n;
        return n;
      }
    };
  }

  private TarEntry entry(byte[] block, char flag, Map<String, byte[]> records) throws IOException {
    if (flag == 'S' || records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))) {
      throw new IOException("the archive holds a sparse file, which layers may not");
    }
    String prefix =
        text(block, 257, 6).equals("ustar") && block[262] == 0 ? text(block, 345, 155) : "";
    String own = text(block, 0, 100);
    String name = record(records, "path", prefix.isEmpty() ? own : prefix + "/" + own);
    Kind kind = kind(flag, name);
    long size =
        kind == Kind.FILE
            ? Long.parseLong(record(records, "size", Long.toString(number(block, 124, 12))).strip())
            : 0;
    if (size < 0) {
      throw new IOException("'" + name + "' has a negative size");
    }
    left = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
    SortedMap<String, byte[]> attributes = new TreeMap<>();
    records.forEach((key, value) -> {
      if (key.startsWith(XATTR)) {
        attributes.put(key.substring(XATTR.length()), value);
      }
    });
    return new TarEntry(
        trimmed(name),
        kind,
        (int) number(block, 100, 8) & 07777,
        integer(records, "uid", number(block, 108, 8)),
        integer(records, "gid", number(block, 116, 8)),
        record(records, "uname", text(block, 265, 32)),
        record(records, "gname", text(block, 297, 32)),
        size,
        integer(records, "mtime", number(block, 136, 12)),
        kind == Kind.HARD_LINK
            ? trimmed(record(records, "linkpath", text(block, 157, 100)))
            : record(records, "linkpath", text(block, 157, 100)),
        (int) number(block, 329, 8),
        (int) number(block, 337, 8),
        attributes);
  }

  private static Kind kind(char flag, String name) throws IOException {
    return switch (flag) {
      case '0', '\0', '7' -> name.endsWith("/") ? Kind.FOLDER : Kind.FILE;
      case '1' -> Kind.HARD_LINK;
      case '2' -> Kind.SYMLINK;
      case '3' -> Kind.CHARACTER_DEVICE;
      case '4' -> Kind.BLOCK_DEVICE;
      case '5' -> Kind.FOLDER;
      case '6' -> Kind.FIFO;
      default ->
          throw new IOException("'" + name + "' is of the unknown kind '" + flag + "' of entry");
    };
  }

  /** {@code ./a/b/} is {@code a/b}, and {@code /a} is {@code a}. */
  private static String trimmed(String name) {
    int from = 0;
    while (name.startsWith("./", from) || name.startsWith("/", from)) {
      from += name.charAt(from) == '/' ? 1 : 2;
    }
    int to = name.length();
    while (to > from && name.charAt(to - 1) == '/') {
      to--;
    }
    String plain = name.substring(from, to);
    return plain.equals(".") ? "" : plain;
  }

  private static void readPax(byte[] body, Map<String, byte[]> records) throws IOException {
    int at = 0;
    while (at < body.length) {
      int space = at;
      while (space < body.length && body[space] != ' ') {
        space++;
      }
      int length;
      try {
        length = Integer.parseInt(new String(body, at, space - at, StandardCharsets.ISO_8859_1));
      } catch (NumberFormatException malformed) {
        throw new IOException("the archive has a malformed pax record", malformed);
      }
      int equals = space + 1;
      while (equals < body.length && body[equals] != '=') {
        equals++;
      }
      if (length <= 0 || at + length > body.length || equals >= at + length) {
        throw new IOException("the archive has a malformed pax record");
      }
      records.put(
          new String(body, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1),
          java.util.Arrays.copyOfRange(body, equals + 1, at + length - 1));
      at += length;
    }
  }

  private byte[] body(long size) throws IOException {
    if (size < 0 || size > LONGEST_HEADER) {
      throw new IOException("the archive has a header of " + size + " bytes");
    }
    byte[] body = in.readNBytes((int) size);
    if (body.length < size) {
      throw new EOFException("the archive ends within a header");
    }
    skip((BLOCK - size % BLOCK) % BLOCK);
    return body;
  }

  private void skip(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new EOFException("the archive ends within a file");
    }
  }

  private static void verify(byte[] block) throws IOException {
    long sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      if (i < 148 || i >= 156) {
        sum += block[i] & 0xff;
      }
    }
    if (number(block, 148, 8) != sum) {
      throw new IOException(
          "a header's checksum is wrong: this is no tar archive, or a damaged one");
    }
  }

  private static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static long integer(Map<String, byte[]> records, String key, long otherwise) {
    String text = record(records, key, "");
    // Times may have fractions.
    int dot = text.indexOf('.');
    try {
      return text.isEmpty()
          ? otherwise
          : Long.parseLong(dot < 0 ? text : text.substring(0, Math.max(dot, 1)));
    } catch (NumberFormatException malformed) {
      return otherwise;
    }
  }

  private static String record(Map<String, byte[]> records, String key, String otherwise) {
    byte[] value = records.get(key);
    return value == null ? otherwise : new String(value, StandardCharsets.ISO_8859_1);
  }

  private static byte[] terminated(byte[] body) {
    int end = body.length;
    while (end > 0 && body[end - 1] == 0) {
      end--;
    }
    return java.util.Arrays.copyOf(body, end);
  }

  private static String text(byte[] block, int at, int width) {
    int end = at;
    while (end < at + width && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }

  private static long number(byte[] block, int at, int width) throws IOException {
    if ((block[at] & 0x80) != 0) {
      long value = block[at] & 0x3f;
      for (int i = 1; i < width; i++) {
        value = value << 8 | (block[at + i] & 0xff);
      }
      return value;
    }
    String digits = text(block, at, width).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException malformed) {
      throw new IOException("a header holds '" + digits + "' where a number belongs", malformed);
    }
  }
}
