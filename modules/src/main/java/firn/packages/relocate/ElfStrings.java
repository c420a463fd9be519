package firn.packages.relocate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Paths that a program has compiled in, and how to make its code use other ones. A store path is
 * longer than what it replaces, so the new text goes to the segment that {@link Elf#patch} adds,
 * and every place that takes the address of the old one is changed: instructions ({@code lea} with
 * an address relative to its own on x86-64, {@code adrp} with {@code add} on arm64) and relative
 * relocations. Position-independent code names a string in no other way. Code that knows the length
 * of the text would cut it off: where the length stands beside the instruction, the reference is
 * left as it is, or the length changed, too, where a package's fixes ask for it.
 */
final class ElfStrings {
  private static final int PROGBITS = 1;
  private static final int RELA = 4;
  private static final int ALLOCATED = 2;
  private static final int EXECUTABLE = 4;
  private static final int WRITABLE = 1;
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final long R_X86_64_RELATIVE = 8;
  private static final long R_AARCH64_RELATIVE = 1027;

  /** How far from an instruction, in bytes, a length is believed to belong to it. */
  private static final int NEAR = 24;

  /** A text's new address, its length and the old one, both without the final zero. */
  record Moved(long address, int oldLength, int length) {}

  /** A section of the file. */
  private record Section(int type, long flags, long address, long offset, long size) {}

  private final Path file;
  private final int machine;
  private final List<Section> sections;

  private ElfStrings(Path file, int machine, List<Section> sections) {
    this.file = file;
    this.machine = machine;
    this.sections = sections;
  }

  /** The sections of a file; none where it is for a machine not known here. */
  static ElfStrings of(Path file) throws IOException {
    List<Section> sections = new ArrayList<>();
    int machine;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, 64);
      long table = header.getLong(40);
      int count = header.getShort(60) & 0xffff;
      machine = header.getShort(18) & 0xffff;
      boolean known =
          (machine == X86_64 || machine == AARCH64) && (header.getShort(58) & 0xffff) == 64;
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
    return new ElfStrings(file, machine, sections);
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
        || "/._+-@:%*".indexOf(b) >= 0;
  }

  /**
   * Makes the code use other addresses.
   *
   * @param moved by old address
   * @param adaptLengths whether a length beside an instruction is changed, too; if not, such a
   *     reference stays as it is
   * @return the old addresses that something referred to
   */
  Set<Long> redirect(Map<Long, Moved> moved, boolean adaptLengths) throws IOException {
    Set<Long> used = new HashSet<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (Section section : sections) {
        if (section.type() == PROGBITS && (section.flags() & EXECUTABLE) != 0) {
          ByteBuffer code = read(channel, section.offset(), section.size());
          boolean changed =
              machine == X86_64
                  ? redirectX86(code, section.address(), moved, used, adaptLengths)
                  : ArmAddresses.redirect(code, section.address(), moved, used, adaptLengths);
          if (changed) {
            write(channel, section.offset(), code);
          }
        } else if (section.type() == RELA && (section.flags() & ALLOCATED) != 0) {
          ByteBuffer relocations = read(channel, section.offset(), section.size());
          if (redirectData(relocations, moved, used)) {
            write(channel, section.offset(), relocations);
          }
        }
      }
    }
    return used;
  }

  private static boolean redirectX86(
      ByteBuffer code, long address, Map<Long, Moved> moved, Set<Long> used, boolean adapt) {
    boolean changed = false;
    for (int at = 0; at + 7 <= code.capacity(); at++) {
      // REX.W, lea, a register and the address of the next instruction as base
      if ((code.get(at) & 0xfb) == 0x48
          && (code.get(at + 1) & 0xff) == 0x8d
          && (code.get(at + 2) & 0xc7) == 0x05) {
        long next = address + at + 7;
        long old = next + code.getInt(at + 3);
        Moved target = moved.get(old);
        if (target != null && (lengthsBeside(code, at, target, adapt) == 0 || adapt)) {
          used.add(old);
          code.putInt(at + 3, Math.toIntExact(target.address() - next));
          changed = true;
        }
      }
    }
    return changed;
  }

  /** Counts the numbers of four bytes around an instruction that may be the text's length. */
  private static int lengthsBeside(ByteBuffer code, int at, Moved target, boolean adapt) {
    int found = 0;
    int end = Math.min(code.capacity() - 4, at + 7 + NEAR);
    for (int i = Math.max(0, at - NEAR); i <= end; i++) {
      if (i + 4 <= at || i >= at + 7) {
        int difference = code.getInt(i) - target.oldLength();
        if (difference == 0 || difference == 1) {
          found++;
          if (adapt) {
            code.putInt(i, target.length() + difference);
          }
        }
      }
    }
    return found;
  }

  private boolean redirectData(ByteBuffer relocations, Map<Long, Moved> moved, Set<Long> used) {
    long relative = machine == X86_64 ? R_X86_64_RELATIVE : R_AARCH64_RELATIVE;
    boolean changed = false;
    for (int at = 0; at + 24 <= relocations.capacity(); at += 24) {
      if (relocations.getLong(at + 8) == relative) {
        long old = relocations.getLong(at + 16);
        Moved target = moved.get(old);
        if (target != null) {
          used.add(old);
          relocations.putLong(at + 16, target.address());
          changed = true;
        }
      }
    }
    return changed;
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
