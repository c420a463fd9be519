package firn.packages.relocate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dynamically linked 64-bit little-endian ELF file and how to change where it looks for its
 * interpreter and libraries (System V ABI, gABI chapters 4 and 5).
 *
 * <p>The new strings are appended to the file and mapped by a segment of their own. The header of
 * that segment takes the place of one that only carries notes, so no header moves and nothing of
 * the program's own is shifted. Files that leave no room are refused, not damaged.
 */
final class Elf {
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERP = 3;
  private static final int NOTE = 4;
  private static final int GNU_PROPERTY = 0x6474e553;

  private static final long DT_NULL = 0;
  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_STRSZ = 10;
  private static final long DT_SONAME = 14;
  private static final long DT_RPATH = 15;
  private static final long DT_DEBUG = 21;
  private static final long DT_RUNPATH = 29;

  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SECTION_HEADER = 64;
  private static final int ALIGNMENT = 0x10000;
  private static final int MAX_STRINGS = 1 << 28;

  /** A program header; {@code at} is its place in the file. */
  private record Segment(
      int at, int type, long offset, long address, long fileSize, long memorySize, long align) {}

  /** An entry of the dynamic section; {@code at} is its place in the file. */
  private record Tag(long at, long tag, long value) {}

  private final List<Segment> segments;
  private final List<Tag> tags;
  private final byte[] strings;
  private final String interpreter;
  private final ByteBuffer header;

  private Elf(
      ByteBuffer header,
      List<Segment> segments,
      List<Tag> tags,
      byte[] strings,
      String interpreter) {
    this.header = header;
    this.segments = segments;
    this.tags = tags;
    this.strings = strings;
    this.interpreter = interpreter;
  }

  /** Whether a file that begins so is one that {@link #read} could understand. */
  static boolean recognises(byte[] start, int length) {
    return length >= HEADER
        && start[0] == 0x7f
        && start[1] == 'E'
        && start[2] == 'L'
        && start[3] == 'F'
        && start[4] == 2
        && start[5] == 1;
  }

  /** Reads a file; null if it is not dynamically linked, or malformed. */
  static @Nullable Elf read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = at(channel, 0, HEADER);
      if (header == null || !recognises(header.array(), HEADER)) {
        return null;
      }
      int type = header.getShort(16) & 0xffff;
      int count = header.getShort(56) & 0xffff;
      int each = header.getShort(54) & 0xffff;
      if ((type != 2 && type != 3) || each != PROGRAM_HEADER || count == 0) {
        return null;
      }
      long table = header.getLong(32);
      ByteBuffer headers = at(channel, table, count * PROGRAM_HEADER);
      if (headers == null || table > Integer.MAX_VALUE / 2) {
        return null;
      }
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int base = i * PROGRAM_HEADER;
        segments.add(
            new Segment(
                (int) table + base,
                headers.getInt(base),
                headers.getLong(base + 8),
                headers.getLong(base + 16),
                headers.getLong(base + 32),
                headers.getLong(base + 40),
                headers.getLong(base + 48)));
      }
      return dynamic(channel, header, segments);
    }
  }

  private static @Nullable Elf dynamic(
      FileChannel channel, ByteBuffer header, List<Segment> segments) throws IOException {
    Segment dynamic = first(segments, DYNAMIC);
    if (dynamic == null || dynamic.fileSize() > (1 << 20)) {
      return null;
    }
    ByteBuffer content = at(channel, dynamic.offset(), (int) dynamic.fileSize());
    if (content == null) {
      return null;
    }
    List<Tag> tags = new ArrayList<>();
    for (int base = 0; base + 16 <= content.capacity(); base += 16) {
      tags.add(new Tag(dynamic.offset() + base, content.getLong(base), content.getLong(base + 8)));
    }
    long table = value(tags, DT_STRTAB, -1);
    long size = value(tags, DT_STRSZ, -1);
    long offset = fileOffset(segments, table);
    if (offset < 0 || size < 1 || size > MAX_STRINGS) {
      return null;
    }
    ByteBuffer strings = at(channel, offset, (int) size);
    if (strings == null) {
      return null;
    }
    String interpreter = "";
    Segment interp = first(segments, INTERP);
    if (interp != null && interp.fileSize() > 1 && interp.fileSize() < 4096) {
      ByteBuffer bytes = at(channel, interp.offset(), (int) interp.fileSize());
      if (bytes != null) {
        interpreter = text(bytes.array(), 0);
      }
    }
    return new Elf(header, segments, tags, strings.array(), interpreter);
  }

  /** The program that loads this one, or the empty string. */
  String interpreter() {
    return interpreter;
  }

  /** The sonames this file needs. */
  List<String> needed() {
    List<String> names = new ArrayList<>();
    for (Tag tag : live()) {
      if (tag.tag() == DT_NEEDED) {
        names.add(string(tag.value()));
      }
    }
    return names;
  }

  /** Its own soname, or the empty string. */
  String soname() {
    long offset = value(live(), DT_SONAME, -1);
    return offset < 0 ? "" : string(offset);
  }

  /** The folders it was linked to search, as they stand. */
  List<String> searchPath() {
    List<String> folders = new ArrayList<>();
    for (Tag tag : live()) {
      if (tag.tag() == DT_RUNPATH || tag.tag() == DT_RPATH) {
        for (String folder : string(tag.value()).split(":", -1)) {
          if (!folder.isEmpty()) {
            folders.add(folder);
          }
        }
      }
    }
    return folders;
  }

  /**
   * Changes the file: its interpreter, where it has one, and its run path.
   *
   * @return whether there was room for it; if not the file is as it was
   */
  boolean patch(Path file, String newInterpreter, String runPath) throws IOException {
    return patch(file, newInterpreter, runPath, List.of()) != null;
  }

  /**
   * The same, with further texts in the new segment.
   *
   * @return their addresses; null if there was no room
   */
  @Nullable List<Long> patch(Path file, String newInterpreter, String runPath, List<String> texts)
      throws IOException {
    Segment spare = spare();
    Tag stringTable = tag(DT_STRTAB);
    Tag stringSize = tag(DT_STRSZ);
    Tag path = tag(DT_RUNPATH);
    if (path == null) {
      path = tag(DT_RPATH);
    }
    if (path == null) {
      path = free();
    }
    if (path == null) {
      // Only debuggers look for this one, and they find their way without it.
      path = tag(DT_DEBUG);
    }
    if (spare == null || stringTable == null || stringSize == null || path == null) {
      return null;
    }
    byte[] run = (runPath + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] interp = (newInterpreter + "\0").getBytes(StandardCharsets.UTF_8);
    boolean hasInterpreter = !interpreter.isEmpty() && !newInterpreter.isEmpty();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long offset = (channel.size() + 15) & ~15L;
      long address = addressFor(offset);
      byte[] more =
          texts.isEmpty()
              ? new byte[0]
              : (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
      int length = strings.length + run.length + (hasInterpreter ? interp.length : 0) + more.length;
      ByteBuffer data = ByteBuffer.allocate(length);
      data.put(strings).put(run);
      if (hasInterpreter) {
        data.put(interp);
      }
      List<Long> addresses = new ArrayList<>();
      long textAt = address + data.position();
      for (String text : texts) {
        addresses.add(textAt);
        textAt += text.getBytes(StandardCharsets.UTF_8).length + 1;
      }
      data.put(more);
      write(channel, offset, data.flip());
      long interpAt = (long) strings.length + run.length;
      writeHeaders(channel, spare, offset, address, length, hasInterpreter ? interpAt : -1, interp);
      put(channel, stringTable, DT_STRTAB, address);
      put(channel, stringSize, DT_STRSZ, (long) strings.length + run.length);
      put(channel, path, DT_RUNPATH, strings.length);
      for (Tag other : live()) {
        if (other.tag() == DT_RPATH && other.at() != path.at()) {
          // A second search path would contradict the new one; an empty string finds nothing.
          put(channel, other, DT_RUNPATH, strings.length);
        }
      }
      moveSection(channel, stringTable.value(), address, offset, strings.length + run.length);
      return addresses;
    }
  }

  /** Writes the program headers anew: loaded segments must stand in the order of their address. */
  private void writeHeaders(
      FileChannel channel,
      Segment spare,
      long offset,
      long address,
      long length,
      long interpAt,
      byte[] interp)
      throws IOException {
    List<ByteBuffer> before = new ArrayList<>();
    int lastLoad = 0;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.type() == LOAD) {
        lastLoad = i;
      }
      ByteBuffer bytes = at(channel, segment.at(), PROGRAM_HEADER);
      if (bytes == null) {
        throw new IOException("truncated program header");
      }
      if (segment.type() == INTERP && interpAt >= 0) {
        set(bytes, INTERP, 4, offset + interpAt, address + interpAt, interp.length, 1);
      }
      before.add(bytes);
    }
    ByteBuffer load = ByteBuffer.allocate(PROGRAM_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    set(load, LOAD, 4, offset, address, length, ALIGNMENT);
    List<ByteBuffer> after = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (segments.get(i) != spare) {
        after.add(before.get(i));
      }
      if (i == lastLoad) {
        after.add(load);
      }
    }
    int at = segments.getFirst().at();
    for (ByteBuffer bytes : after) {
      write(channel, at, bytes.rewind());
      at += PROGRAM_HEADER;
    }
  }

  private static void set(
      ByteBuffer bytes, int type, int flags, long offset, long address, long size, long align) {
    bytes.putInt(0, type);
    bytes.putInt(4, flags);
    bytes.putLong(8, offset);
    bytes.putLong(16, address);
    bytes.putLong(24, address);
    bytes.putLong(32, size);
    bytes.putLong(40, size);
    bytes.putLong(48, align);
  }

  /** Lets tools that read section headers find the string table where it now is. */
  private void moveSection(FileChannel channel, long from, long to, long offset, long size)
      throws IOException {
    long table = header.getLong(40);
    int count = header.getShort(60) & 0xffff;
    if (table <= 0 || (header.getShort(58) & 0xffff) != SECTION_HEADER) {
      return;
    }
    for (int i = 0; i < count; i++) {
      long place = table + (long) i * SECTION_HEADER;
      ByteBuffer section = at(channel, place, SECTION_HEADER);
      if (section == null) {
        return;
      }
      boolean stringTable = section.getInt(4) == 3;
      if (stringTable && section.getLong(16) == from && (section.getLong(8) & 2) != 0) {
        section.putLong(16, to);
        section.putLong(24, offset);
        section.putLong(32, size);
        write(channel, place, section.rewind());
        return;
      }
    }
  }

  /** An address after all others that lies on its page where the offset lies on its own. */
  private long addressFor(long offset) {
    long end = 0;
    for (Segment segment : segments) {
      if (segment.type() == LOAD) {
        end = Math.max(end, segment.address() + segment.memorySize());
      }
    }
    long page = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return page + offset % ALIGNMENT;
  }

  /**
   * A header that can be given up: the notes that the property segment repeats, other notes, or the
   * property segment.
   */
  private @Nullable Segment spare() {
    Segment property = first(segments, GNU_PROPERTY);
    if (property != null) {
      for (Segment segment : segments) {
        if (segment.type() == NOTE && segment.offset() == property.offset()) {
          return segment;
        }
      }
    }
    Segment note = first(segments, NOTE);
    return note != null ? note : property;
  }

  /** An unused entry with another one behind it, which goes on to end the section. */
  private @Nullable Tag free() {
    for (int i = 0; i + 1 < tags.size(); i++) {
      if (tags.get(i).tag() == DT_NULL) {
        return tags.get(i + 1).tag() == DT_NULL ? tags.get(i) : null;
      }
    }
    return null;
  }

  private List<Tag> live() {
    List<Tag> live = new ArrayList<>();
    for (Tag tag : tags) {
      if (tag.tag() == DT_NULL) {
        break;
      }
      live.add(tag);
    }
    return live;
  }

  private @Nullable Tag tag(long wanted) {
    for (Tag tag : live()) {
      if (tag.tag() == wanted) {
        return tag;
      }
    }
    return null;
  }

  private static long value(List<Tag> tags, long wanted, long otherwise) {
    for (Tag tag : tags) {
      if (tag.tag() == DT_NULL) {
        break;
      }
      if (tag.tag() == wanted) {
        return tag.value();
      }
    }
    return otherwise;
  }

  private String string(long offset) {
    return offset < 0 || offset >= strings.length ? "" : text(strings, (int) offset);
  }

  private static String text(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static @Nullable Segment first(List<Segment> segments, int type) {
    for (Segment segment : segments) {
      if (segment.type() == type) {
        return segment;
      }
    }
    return null;
  }

  private static long fileOffset(List<Segment> segments, long address) {
    for (Segment segment : segments) {
      if (segment.type() == LOAD
          && address >= segment.address()
          && address < segment.address() + segment.fileSize()) {
        return address - segment.address() + segment.offset();
      }
    }
    return -1;
  }

  private static void put(FileChannel channel, Tag tag, long name, long value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, name).putLong(8, value);
    write(channel, tag.at(), bytes);
  }

  private static void write(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Exactly {@code length} bytes from {@code offset}; null if the file ends before. */
  private static @Nullable ByteBuffer at(FileChannel channel, long offset, int length)
      throws IOException {
    if (offset < 0 || length < 0 || offset + length > channel.size()) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    long at = offset;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        return null;
      }
      at += read;
    }
    return bytes.rewind();
  }
}
