package firn.store.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The system calls of one thread that reads whole trees. Files are named below an open folder, so
 * that the kernel does not walk the same path again for each, and their contents go to memory that
 * the caller has; nothing is made anew for each file. No name is followed if it is a link.
 */
public final class FolderReader {
  /** In place of an open folder: names are absolute, or relative to the working directory. */
  public static final int WORKING_DIRECTORY = -100;

  /** What a folder has under a name, as far as the folder itself tells. */
  public enum Type {
    FILE,
    FOLDER,
    LINK,
    /** Neither of them: a device, a pipe, a socket. */
    OTHER,
    /** The file system does not tell: ask {@link FolderReader#status}. */
    UNKNOWN
  }

  /**
   * A name in a folder.
   *
   * @param name its bytes, without slash or NUL
   */
  public record Entry(byte[] name, Type type) {}

  private static final int O_RDONLY = 0;
  private static final int O_DIRECTORY = OpenFile.isArm() ? 040000 : 0200000;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_TYPE_MODE_SIZE = 0x203;
  private static final int EINTR = 4;
  private static final int PATH = 4096;
  private static final int LISTING = 1 << 15;
  private static final byte[] NONE = {};

  // Of struct linux_dirent64.
  private static final int RECORD_LENGTH = 16;
  private static final int RECORD_TYPE = 18;
  private static final int RECORD_NAME = 19;

  private final Supplier<String> where;
  private final MemorySegment state;
  private final MemorySegment path;
  private final MemorySegment buffer;
  private final byte[] listing = new byte[LISTING];
  private int mode;
  private long size;

  /**
   * @param where names what is read at the moment, for messages
   */
  public FolderReader(Supplier<String> where) {
    this.where = where;
    Arena arena = Arena.ofAuto();
    this.state = arena.allocate(NativeFunction.state());
    this.path = arena.allocate(PATH + 1);
    this.buffer = arena.allocate(LISTING, 8);
  }

  /** Opens a folder; the caller closes it. */
  public int openFolder(int within, byte[] name) throws IOException {
    return open(within, name, O_RDONLY | O_DIRECTORY);
  }

  /** Opens a file for reading; the caller closes it. */
  public int openFile(int within, byte[] name) throws IOException {
    return open(within, name, O_RDONLY);
  }

  private int open(int within, byte[] name, int flags) throws IOException {
    long address = string(name);
    return check(
        Libc.OPENAT.call(state, within, address, flags | OpenFile.O_CLOEXEC | OpenFile.O_NOFOLLOW));
  }

  public void close(int open) throws IOException {
    check(Libc.CLOSE.call(state, open));
  }

  /** Looks at a name; {@link #type}, {@link #size} and {@link #isExecutable} tell what it found. */
  public void status(int within, byte[] name) throws IOException {
    status(within, name, AT_SYMLINK_NOFOLLOW);
  }

  /** As {@link #status(int, byte[])}, of what is open. */
  public void status(int open) throws IOException {
    status(open, NONE, AT_EMPTY_PATH);
  }

  private void status(int within, byte[] name, int flags) throws IOException {
    long address = string(name);
    check(Libc.STATX.call(state, within, address, flags, STATX_TYPE_MODE_SIZE, buffer.address()));
    mode = buffer.get(ValueLayout.JAVA_SHORT, FileStatus.STATX_MODE) & 0xffff;
    size = buffer.get(ValueLayout.JAVA_LONG, FileStatus.STATX_SIZE);
  }

  /** Of what was looked at last. */
  public Type type() {
    return switch (mode >> 12) {
      case 010 -> Type.FILE;
      case 004 -> Type.FOLDER;
      case 012 -> Type.LINK;
      default -> Type.OTHER;
    };
  }

  /** Of what was looked at last, in bytes. */
  public long size() {
    return size;
  }

  /** Whether the owner may execute what was looked at last. */
  public boolean isExecutable() {
    return (mode & 0100) != 0;
  }

  /** What an open folder holds, without {@code .} and {@code ..}, in no order. */
  public List<Entry> list(int folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    while (true) {
      int length = check(Libc.GETDENTS64.call(state, folder, buffer.address(), LISTING));
      if (length == 0) {
        return entries;
      }
      MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, listing, 0, length);
      for (int at = 0; at < length; at += recordLength(at)) {
        int start = at + RECORD_NAME;
        int end = start;
        while (listing[end] != 0) {
          end++;
        }
        if (!isDots(start, end)) {
          byte[] name = new byte[end - start];
          System.arraycopy(listing, start, name, 0, name.length);
          entries.add(new Entry(name, type(listing[at + RECORD_TYPE])));
        }
      }
    }
  }

  private int recordLength(int at) {
    int first = listing[at + RECORD_LENGTH] & 0xff;
    int second = listing[at + RECORD_LENGTH + 1] & 0xff;
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
        ? second << 8 | first
        : first << 8 | second;
  }

  private boolean isDots(int start, int end) {
    int length = end - start;
    return listing[start] == '.' && (length == 1 || (length == 2 && listing[start + 1] == '.'));
  }

  /** Of {@code d_type} (readdir(3)). */
  private static Type type(byte told) {
    return switch (told) {
      case 0 -> Type.UNKNOWN;
      case 4 -> Type.FOLDER;
      case 8 -> Type.FILE;
      case 10 -> Type.LINK;
      default -> Type.OTHER;
    };
  }

  /** Where a link leads. */
  public byte[] readLink(int within, byte[] name) throws IOException {
    long address = string(name);
    int length = check(Libc.READLINKAT.call(state, within, address, buffer.address(), PATH));
    byte[] target = new byte[length];
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, 0, length);
    return target;
  }

  /**
   * Reads on in a file.
   *
   * @param at where to put the bytes, in native memory that has room for {@code length}
   * @return how many there were; fewer than {@code length} only at the end of the file
   */
  public int read(int file, long at, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long n = Libc.READ.call(state, file, at + done, length - done);
      if (n < 0 && NativeFunction.errno(state) == EINTR) {
        continue;
      }
      int got = check(n);
      if (got == 0) {
        break;
      }
      done += got;
    }
    return done;
  }

  private long string(byte[] name) throws IOException {
    if (name.length >= PATH) {
      throw Posix.failure(Posix.ENAMETOOLONG, where.get());
    }
    MemorySegment.copy(name, 0, path, ValueLayout.JAVA_BYTE, 0, name.length);
    path.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
    return path.address();
  }

  /**
   * @param result of a function that returns an {@code int} or a count below 2³¹
   */
  private int check(long result) throws IOException {
    if ((int) result < 0) {
      throw Posix.failure(NativeFunction.errno(state), where.get());
    }
    return (int) result;
  }
}
