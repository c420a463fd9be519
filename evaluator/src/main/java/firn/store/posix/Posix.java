package firn.store.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * System calls on byte paths. None follows a symbolic link in the last component unless it says so.
 *
 * <p>Failures are {@link java.nio.file.FileSystemException}s of the fitting kind.
 */
public final class Posix {
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int DIRENT_NAME = 19;
  private static final int LONGEST_NAME = 256;
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EXDEV = 18;
  private static final int EEXIST = 17;
  private static final int EINVAL = 22;
  static final int ENAMETOOLONG = 36;
  private static final int ENOTEMPTY = 39;
  private static final int RENAME_EXCHANGE = 2;
  private static final int BUFFER = 4096;

  private static final int USER = (int) Libc.GETEUID.call(new Call().state);

  private Posix() {}

  /** The effective user id of this process. */
  public static int user() {
    return USER;
  }

  public static boolean isRoot() {
    return USER == 0;
  }

  public static FileStatus status(String path) throws IOException {
    return status(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
  }

  static FileStatus status(int fd, String path, int flags) throws IOException {
    Call call = new Call();
    MemorySegment buffer = call.buffer();
    call.check(
        Libc.STATX.call(
            call.state, fd, call.string(path), flags, STATX_BASIC_STATS, buffer.address()),
        path);
    return new FileStatus(
        buffer.get(ValueLayout.JAVA_SHORT, FileStatus.STATX_MODE) & 0xffff,
        buffer.get(ValueLayout.JAVA_LONG, FileStatus.STATX_SIZE),
        ((long) buffer.get(ValueLayout.JAVA_INT, 136) << 32)
            | (buffer.get(ValueLayout.JAVA_INT, 140) & 0xffffffffL),
        buffer.get(ValueLayout.JAVA_LONG, 32),
        buffer.get(ValueLayout.JAVA_INT, 16),
        buffer.get(ValueLayout.JAVA_INT, 20),
        buffer.get(ValueLayout.JAVA_INT, 24),
        buffer.get(ValueLayout.JAVA_LONG, 112));
  }

  /** Whether anything is there, a dangling link included. */
  public static boolean exists(String path) throws IOException {
    try {
      status(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The names in a directory, without {@code .} and {@code ..}, in no order. */
  public static List<String> list(String path) throws IOException {
    Call call = new Call();
    long dir = Libc.OPENDIR.call(call.state, call.string(path));
    if (dir == 0) {
      throw call.failure(path);
    }
    List<String> names = new ArrayList<>();
    try {
      while (true) {
        long entry = Libc.READDIR.call(call.state, dir);
        if (entry == 0) {
          return names;
        }
        String text =
            MemorySegment.ofAddress(entry + DIRENT_NAME)
                .reinterpret(LONGEST_NAME)
                .getString(0, StandardCharsets.ISO_8859_1);
        if (!text.equals(".") && !text.equals("..")) {
          names.add(text);
        }
      }
    } finally {
      call.check(Libc.CLOSEDIR.call(call.state, dir), path);
    }
  }

  public static String readLink(String path) throws IOException {
    Call call = new Call();
    MemorySegment buffer = call.buffer();
    long length =
        Libc.READLINK.call(call.state, call.string(path), buffer.address(), buffer.byteSize());
    call.check(length, path);
    byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static void symlink(String target, String path) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.SYMLINK.call(call.state, call.string(target), call.string(path)), path);
  }

  /** Makes {@code path} another name of {@code existing}. */
  public static void link(String existing, String path) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.LINK.call(call.state, call.string(existing), call.string(path)), path);
  }

  /**
   * Moves, replacing a file of the same kind, atomically.
   *
   * @throws AtomicMoveNotSupportedException across file systems, and for a folder of the lower
   *     layer of an overlay
   */
  public static void rename(String from, String to) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.RENAME.call(call.state, call.string(from), call.string(to)), to);
  }

  /**
   * Lets two existing files change places, atomically.
   *
   * @return false where the file system cannot
   */
  public static boolean exchange(String one, String other) throws IOException {
    Changes.before();
    Call call = new Call();
    long result =
        Libc.RENAMEAT2.call(
            call.state, AT_FDCWD, call.string(one), AT_FDCWD, call.string(other), RENAME_EXCHANGE);
    if ((int) result < 0 && NativeFunction.errno(call.state) == EINVAL) {
      return false;
    }
    call.check(result, other);
    return true;
  }

  public static void mkdir(String path, int mode) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.MKDIR.call(call.state, call.string(path), mode), path);
  }

  public static void unlink(String path) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.UNLINK.call(call.state, call.string(path)), path);
  }

  public static void rmdir(String path) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.RMDIR.call(call.state, call.string(path)), path);
  }

  /** Sets permissions; follows a symbolic link, which has none. */
  public static void chmod(String path, int mode) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.CHMOD.call(call.state, call.string(path), mode), path);
  }

  public static void chown(String path, int user, int group) throws IOException {
    Changes.before();
    Call call = new Call();
    call.check(Libc.LCHOWN.call(call.state, call.string(path), user, group), path);
  }

  /** Sets access and modification time. */
  public static void setTimes(String path, long seconds) throws IOException {
    Changes.before();
    Call call = new Call();
    MemorySegment times = fillTimes(call.buffer(), seconds);
    call.check(
        Libc.UTIMENSAT.call(
            call.state, AT_FDCWD, call.string(path), times.address(), AT_SYMLINK_NOFOLLOW),
        path);
  }

  static MemorySegment fillTimes(MemorySegment times, long seconds) {
    times.set(ValueLayout.JAVA_LONG, 0, seconds);
    times.set(ValueLayout.JAVA_LONG, 8, 0);
    times.set(ValueLayout.JAVA_LONG, 16, seconds);
    times.set(ValueLayout.JAVA_LONG, 24, 0);
    return times;
  }

  /**
   * Memory that the calls of one thread share: an arena for each would cost more than most calls.
   */
  private record Scratch(
      MemorySegment state, MemorySegment first, MemorySegment second, MemorySegment buffer) {
    static final int PATH = 4352;
    static final ThreadLocal<Scratch> OF_THREAD =
        ThreadLocal.withInitial(() -> {
          Arena arena = Arena.ofAuto();
          return new Scratch(
              arena.allocate(NativeFunction.state()),
              arena.allocate(PATH),
              arena.allocate(PATH),
              arena.allocate(BUFFER, 8));
        });
  }

  /** Memory and errno for one call; a thread makes one at a time. */
  static final class Call {
    private final Scratch scratch = Scratch.OF_THREAD.get();
    final MemorySegment state = scratch.state();
    private boolean firstTaken;

    /** Room for what the call writes. */
    MemorySegment buffer() {
      return scratch.buffer();
    }

    /** The address of a copy that ends with NUL. */
    long string(String path) throws IOException {
      int length = path.length();
      if (path.indexOf('\0') >= 0) {
        throw new FileSystemException(path.replace('\0', '?'), null, "name contains a NUL byte");
      }
      if (length >= Scratch.PATH) {
        throw Posix.failure(ENAMETOOLONG, path);
      }
      MemorySegment room = firstTaken ? scratch.second() : scratch.first();
      firstTaken = true;
      byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
      MemorySegment.copy(bytes, 0, room, ValueLayout.JAVA_BYTE, 0, length);
      room.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
      return room.address();
    }

    /**
     * @param result of a function that returns an {@code int} or a count below 2³¹
     */
    void check(long result, String path) throws IOException {
      if ((int) result < 0) {
        throw failure(path);
      }
    }

    IOException failure(String path) {
      return Posix.failure(NativeFunction.errno(state), path);
    }
  }

  static IOException failure(int errno, String path) {
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(path);
      case EEXIST -> new FileAlreadyExistsException(path);
      case ENOTEMPTY -> new DirectoryNotEmptyException(path);
      case EACCES -> new AccessDeniedException(path);
      case EXDEV -> new AtomicMoveNotSupportedException(path, null, message(errno));
      default -> new FileSystemException(path, null, message(errno));
    };
  }

  private static String message(int errno) {
    MemorySegment text = MemorySegment.ofAddress(Libc.STRERROR.call(new Call().state, errno));
    return text.reinterpret(LONGEST_NAME).getString(0, StandardCharsets.ISO_8859_1);
  }
}
