package firn.packages.relocate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Paths that a program has compiled in, and how to make its code use other ones. A store path is
 * longer than what it replaces, so the new text goes to the segment that {@link Elf#patch} adds,
 * and every place that takes the address of the old one is changed: instructions ({@code lea} with
 * an address relative to its own, on x86-64) and relative relocations. Position-independent code
 * names a string in no other way. Code that knows the length of the text would cut it off, so this
 * is done only where a package's fixes ask for it.
 */
final class ElfStrings {
  private static final int PROGBITS = 1;
  private static final int RELA = 4;
  private static final int ALLOCATED = 2;
  private static final int EXECUTABLE = 4;
  private static final int WRITABLE = 1;
  private static final int X86_64 = 62;
  private static final long R_X86_64_RELATIVE = 8;

  /** A section of the file. */
  private record Section(int type, long flags, long address, long offset, long size) {}

  private final Path file;
  private final List<Section> sections;

  private ElfStrings(Path file, List<Section> sections) {
    this.file = file;
    this.sections = sections;
  }

  /** The sections of a file; none where it is not one for x86-64. */
  static ElfStrings of(Path file) throws IOException {
    List<Section> sections = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, 64);
      long table = header.getLong(40);
      int count = header.getShort(60) & 0xffff;
      boolean known =
          (header.getShort(18) & 0xffff) == X86_64 && (header.getShort(58) & 0xffff) == 64;
      for (int i = 0; known && i < count; i++) {
        ByteBuffer section = read(channel, table + 64L * i, 64);
        sections.add(
            new Section(
                section.getInt(4),
                section.getLong(8),
                section.getLong(16),
                section.getLong(24),
                section.getLong(32)));
      }
    }
    return new ElfStrings(file, sections);
  }

  /** Absolute paths that stand alone in the constants, by address. */
  Map<Long, String> paths() throws IOException {
    Map<Long, String> found = new LinkedHashMap<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Section section : sections) {
        if (section.type() == PROGBITS
            && (section.flags() & (ALLOCATED | EXECUTABLE | WRITABLE)) == ALLOCATED) {
          byte[] bytes = read(channel, section.offset(), section.size()).array();
          for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '/' && (at == 0 || bytes[at - 1] == 0)) {
              int end = at;
              while (end < bytes.length && pathByte(bytes[end])) {
                end++;
              }
              if (end < bytes.length && bytes[end] == 0 && end - at > 5) {
                found.put(
                    section.address() + at,
                    new String(bytes, at, end - at, StandardCharsets.US_ASCII));
              }
              at = end;
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean pathByte(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "/._+-@:".indexOf(b) >= 0;
  }

  /**
   * Makes the code use other addresses.
   *
   * @param moved old address → new address
   * @return the old addresses that something referred to
   */
  Set<Long> redirect(Map<Long, Long> moved) throws IOException {
    Map<Long, Long> used = new HashMap<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (Section section : sections) {
        if (section.type() == PROGBITS && (section.flags() & EXECUTABLE) != 0) {
          redirectCode(channel, section, moved, used);
        } else if (section.type() == RELA && (section.flags() & ALLOCATED) != 0) {
          redirectData(channel, section, moved, used);
        }
      }
    }
    return used.keySet();
  }

  private static void redirectCode(
      FileChannel channel, Section section, Map<Long, Long> moved, Map<Long, Long> used)
      throws IOException {
    ByteBuffer code = read(channel, section.offset(), section.size());
    boolean changed = false;
    for (int at = 0; at + 7 <= code.capacity(); at++) {
      // REX.W, lea, a register and the address of the next instruction as base
      if ((code.get(at) & 0xfb) == 0x48
          && (code.get(at + 1) & 0xff) == 0x8d
          && (code.get(at + 2) & 0xc7) == 0x05) {
        long next = section.address() + at + 7;
        Long target = moved.get(next + code.getInt(at + 3));
        if (target != null) {
          used.put(next + code.getInt(at + 3), target);
          code.putInt(at + 3, Math.toIntExact(target - next));
          changed = true;
        }
      }
    }
    if (changed) {
      write(channel, section.offset(), code);
    }
  }

  private static void redirectData(
      FileChannel channel, Section section, Map<Long, Long> moved, Map<Long, Long> used)
      throws IOException {
    ByteBuffer relocations = read(channel, section.offset(), section.size());
    boolean changed = false;
    for (int at = 0; at + 24 <= relocations.capacity(); at += 24) {
      if (relocations.getLong(at + 8) == R_X86_64_RELATIVE) {
        Long target = moved.get(relocations.getLong(at + 16));
        if (target != null) {
          used.put(relocations.getLong(at + 16), target);
          relocations.putLong(at + 16, target);
          changed = true;
        }
      }
    }
    if (changed) {
      write(channel, section.offset(), relocations);
    }
  }

  private static ByteBuffer read(FileChannel channel, long offset, long size) throws IOException {
    if (offset < 0 || size < 0 || offset + size > channel.size() || size > Integer.MAX_VALUE - 8) {
      throw new IOException("a section lies outside of the file");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    long at = offset;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        throw new IOException("the file is shorter than it was");
      }
      at += read;
    }
    return bytes.rewind();
  }

  private static void write(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    bytes.rewind();
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
