package firn.image.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes ustar headers, with pax records before those entries that need more: long names, large
 * numbers, extended attributes (as {@code SCHILY.xattr.NAME}, which every container engine reads).
 */
public final class TarWriter {
  private static final int BLOCK = 512;

  /** What the end of an archive is: two empty blocks. */
  public static final int END = 2 * BLOCK;

  private static final int NAME = 100;
  private static final long OCTAL_7 = 07777777L;
  private static final long OCTAL_11 = 077777777777L;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes an entry that has no contents. */
  public void write(TarEntry entry) throws IOException {
    header(entry, 0);
  }

  /**
   * Writes a file.
   *
   * @throws EOFException if {@code contents} ends before the entry's size
   */
  public void write(TarEntry entry, InputStream contents) throws IOException {
    header(entry, entry.size());
    long left = entry.size();
    while (left > 0) {
      int n = contents.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException("'" + entry.name() + "' became shorter while it was read");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    pad(entry.size());
  }

  /** Writes a file's header; the caller writes its contents, padded to whole blocks. */
  public void open(TarEntry entry) throws IOException {
    header(entry, entry.size());
  }

  /** Writes the end of the archive; the stream stays open. */
  public void finish() throws IOException {
    out.write(new byte[END]);
    out.flush();
  }

  private void header(TarEntry entry, long size) throws IOException {
    String name = entry.kind() == TarEntry.Kind.FOLDER ? entry.name() + "/" : entry.name();
    SortedMap<String, byte[]> records = new TreeMap<>();
    if (name.length() > NAME) {
      records.put("path", bytes(name));
    }
    if (entry.link().length() > NAME) {
      records.put("linkpath", bytes(entry.link()));
    }
    number(records, "uid", entry.user(), OCTAL_7);
    number(records, "gid", entry.group(), OCTAL_7);
    number(records, "size", size, OCTAL_11);
    number(records, "mtime", entry.time(), OCTAL_11);
    entry.attributes().forEach((key, value) -> records.put("SCHILY.xattr." + key, value));
    if (!records.isEmpty()) {
      byte[] body = pax(records);
      out.write(
          block(
              "PaxHeaders/" + tail(entry.lastName()), 'x', 0644, 0, 0, body.length, 0, "", "", ""));
      out.write(body);
      pad(body.length);
    }
    byte[] block =
        block(
            cut(name),
            entry.kind().flag(),
            entry.permissions(),
            capped(entry.user(), OCTAL_7),
            capped(entry.group(), OCTAL_7),
            capped(size, OCTAL_11),
            capped(entry.time(), OCTAL_11),
            cut(entry.link()),
            entry.userName(),
            entry.groupName());
    if (entry.kind() == TarEntry.Kind.CHARACTER_DEVICE
        || entry.kind() == TarEntry.Kind.BLOCK_DEVICE) {
      octal(block, 329, 8, entry.deviceMajor());
      octal(block, 337, 8, entry.deviceMinor());
      checksum(block);
    }
    out.write(block);
  }

  private static void number(
      SortedMap<String, byte[]> records, String key, long value, long largest) {
    if (value > largest || value < 0) {
      records.put(key, bytes(Long.toString(value)));
    }
  }

  private static long capped(long value, long largest) {
    return value > largest || value < 0 ? 0 : value;
  }

  private static byte[] pax(SortedMap<String, byte[]> records) {
    var body = new java.io.ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      int rest = record.getKey().length() + record.getValue().length + 3;
      // The length counts its own digits.
      int length = rest + Integer.toString(rest).length();
      length = rest + Integer.toString(length).length();
      body.writeBytes(bytes(length + " " + record.getKey() + "="));
      body.writeBytes(record.getValue());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private static byte[] block(
      String name,
      char flag,
      int mode,
      long user,
      long group,
      long size,
      long time,
      String link,
      String userName,
      String groupName) {
    byte[] block = new byte[BLOCK];
    text(block, 0, NAME, name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, user);
    octal(block, 116, 8, group);
    octal(block, 124, 12, size);
    octal(block, 136, 12, time);
    block[156] = (byte) flag;
    text(block, 157, NAME, link);
    text(block, 257, 8, "ustar\0" + "00");
    text(block, 265, 31, userName);
    text(block, 297, 31, groupName);
    octal(block, 329, 8, 0);
    octal(block, 337, 8, 0);
    checksum(block);
    return block;
  }

  private static void checksum(byte[] block) {
    int sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      if (i < 148 || i >= 156) {
        sum += block[i] & 0xff;
      }
    }
    octal(block, 148, 7, sum);
    block[155] = ' ';
  }

  private static void octal(byte[] block, int at, int width, long value) {
    String digits = Long.toOctalString(value);
    text(block, at, width - 1, "0".repeat(width - 1 - digits.length()) + digits);
  }

  private static void text(byte[] block, int at, int width, String text) {
    byte[] bytes = bytes(text);
    System.arraycopy(bytes, 0, block, at, Math.min(width, bytes.length));
  }

  private static String cut(String name) {
    return name.length() > NAME ? name.substring(0, NAME) : name;
  }

  private static String tail(String name) {
    return name.length() > 60 ? name.substring(0, 60) : name;
  }

  private void pad(long size) throws IOException {
    int over = (int) (size % BLOCK);
    if (over > 0) {
      out.write(new byte[BLOCK - over]);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
