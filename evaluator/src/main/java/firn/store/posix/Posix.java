package firn.store.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int EINVAL = 22;
  private static final int ENOTEMPTY = 39;
  private static final int RENAME_EXCHANGE = 2;
  private static final int BUFFER = 4096;

  private static final int USER = effectiveUser();

  private Posix() {}

  /** The effective user id of this process. */
  public static int user() {
    return USER;
  }

  public static boolean isRoot() {
    return USER == 0;
  }

  private static int effectiveUser() {
    try {
      return (int) Libc.GETEUID.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  public static FileStatus status(String path) throws IOException {
    return status(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
  }

  static FileStatus status(int fd, String path, int flags) throws IOException {
    try {
      Call call = new Call();
      MemorySegment buffer = call.buffer();
      call.check(
          (int)
              Libc.STATX.invokeExact(
                  call.state, fd, call.string(path), flags, STATX_BASIC_STATS, buffer),
          path);
      return new FileStatus(
          buffer.get(ValueLayout.JAVA_SHORT, 28) & 0xffff,
          buffer.get(ValueLayout.JAVA_LONG, 40),
          ((long) buffer.get(ValueLayout.JAVA_INT, 136) << 32)
              | (buffer.get(ValueLayout.JAVA_INT, 140) & 0xffffffffL),
          buffer.get(ValueLayout.JAVA_LONG, 32),
          buffer.get(ValueLayout.JAVA_INT, 16),
          buffer.get(ValueLayout.JAVA_INT, 20),
          buffer.get(ValueLayout.JAVA_INT, 24),
          buffer.get(ValueLayout.JAVA_LONG, 112));
    } catch (Throwable e) {
      throw rethrow(e);
    }
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
    try {
      Call call = new Call();
      MemorySegment dir = (MemorySegment) Libc.OPENDIR.invokeExact(call.state, call.string(path));
      if (dir.address() == 0) {
        throw call.failure(path);
      }
      List<String> names = new ArrayList<>();
      try {
        while (true) {
          MemorySegment entry = (MemorySegment) Libc.READDIR.invokeExact(call.state, dir);
          if (entry.address() == 0) {
            return names;
          }
          MemorySegment name = entry.reinterpret(DIRENT_NAME + 256).asSlice(DIRENT_NAME);
          String text = name.getString(0, StandardCharsets.ISO_8859_1);
          if (!text.equals(".") && !text.equals("..")) {
            names.add(text);
          }
        }
      } finally {
        int closed = (int) Libc.CLOSEDIR.invokeExact(call.state, dir);
        call.check(closed, path);
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  public static String readLink(String path) throws IOException {
    try {
      Call call = new Call();
      MemorySegment buffer = call.buffer();
      long length = (long) Libc.READLINK.invokeExact(call.state, call.string(path), buffer, 4096L);
      call.check(length, path);
      byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  public static void symlink(String target, String path) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check(
          (int) Libc.SYMLINK.invokeExact(call.state, call.string(target), call.string(path)), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Makes {@code path} another name of {@code existing}. */
  public static void link(String existing, String path) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check(
          (int) Libc.LINK.invokeExact(call.state, call.string(existing), call.string(path)), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Moves, replacing a file of the same kind, atomically. */
  public static void rename(String from, String to) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check((int) Libc.RENAME.invokeExact(call.state, call.string(from), call.string(to)), to);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /**
   * Lets two existing files change places, atomically.
   *
   * @return false where the file system cannot
   */
  public static boolean exchange(String one, String other) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      int result =
          (int)
              Libc.RENAMEAT2.invokeExact(
                  call.state,
                  AT_FDCWD,
                  call.string(one),
                  AT_FDCWD,
                  call.string(other),
                  RENAME_EXCHANGE);
      if (result < 0 && Libc.errno(call.state) == EINVAL) {
        return false;
      }
      call.check(result, other);
      return true;
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  public static void mkdir(String path, int mode) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check((int) Libc.MKDIR.invokeExact(call.state, call.string(path), mode), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  public static void unlink(String path) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check((int) Libc.UNLINK.invokeExact(call.state, call.string(path)), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  public static void rmdir(String path) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check((int) Libc.RMDIR.invokeExact(call.state, call.string(path)), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Sets permissions; follows a symbolic link, which has none. */
  public static void chmod(String path, int mode) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check((int) Libc.CHMOD.invokeExact(call.state, call.string(path), mode), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  public static void chown(String path, int user, int group) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check((int) Libc.LCHOWN.invokeExact(call.state, call.string(path), user, group), path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Sets access and modification time. */
  public static void setTimes(String path, long seconds) throws IOException {
    try {
      Changes.before();
      Call call = new Call();
      call.check(
          (int)
              Libc.UTIMENSAT.invokeExact(
                  call.state,
                  AT_FDCWD,
                  call.string(path),
                  fillTimes(call.buffer(), seconds),
                  AT_SYMLINK_NOFOLLOW),
          path);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static MemorySegment fillTimes(MemorySegment times, long seconds) {
    times.set(ValueLayout.JAVA_LONG, 0, seconds);
    times.set(ValueLayout.JAVA_LONG, 8, 0);
    times.set(ValueLayout.JAVA_LONG, 16, seconds);
    times.set(ValueLayout.JAVA_LONG, 24, 0);
    return times;
  }

  /** Narrows what a method handle may throw to what it does throw. */
  static IOException rethrow(Throwable e) {
    return switch (e) {
      case IOException io -> io;
      case RuntimeException r -> throw r;
      case Error error -> throw error;
      default -> new IOException(e);
    };
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
              arena.allocate(Libc.STATE),
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

    MemorySegment string(String path) throws IOException {
      if (path.indexOf('\0') >= 0) {
        throw new FileSystemException(path.replace('\0', '?'), null, "name contains a NUL byte");
      }
      int length = path.length();
      if (length >= Scratch.PATH) {
        return Arena.ofAuto().allocateFrom(path, StandardCharsets.ISO_8859_1);
      }
      MemorySegment room = firstTaken ? scratch.second() : scratch.first();
      firstTaken = true;
      byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
      MemorySegment.copy(bytes, 0, room, ValueLayout.JAVA_BYTE, 0, length);
      room.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
      return room;
    }

    void check(long result, String path) throws IOException {
      if (result < 0) {
        throw failure(path);
      }
    }

    IOException failure(String path) {
      return Posix.failure(Libc.errno(state), path);
    }
  }

  static IOException failure(int errno, String path) {
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(path);
      case EEXIST -> new FileAlreadyExistsException(path);
      case ENOTEMPTY -> new DirectoryNotEmptyException(path);
      case EACCES -> new AccessDeniedException(path);
      default -> new FileSystemException(path, null, message(errno));
    };
  }

  private static String message(int errno) {
    try {
      MemorySegment text = (MemorySegment) Libc.STRERROR.invokeExact(errno);
      return text.reinterpret(256).getString(0, StandardCharsets.ISO_8859_1);
    } catch (Throwable e) {
      return "error " + errno;
    }
  }
}
