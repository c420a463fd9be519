package firn.store.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.file.NoSuchFileException;

/**
 * An open file, used by one thread at a time but for reads and writes at given places. The one that
 * Java code may lock as Nix locks.
 */
public final class OpenFile implements AutoCloseable {
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_APPEND = 02000;
  static final int O_CLOEXEC = 02000000;
  static final int O_NOFOLLOW = isArm() ? 0100000 : 0400000;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int LOCK_SH = 1;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int LOCK_UN = 8;
  private static final int EWOULDBLOCK = 11;
  private static final int EINTR = 4;
  private static final int BUFFER = 1 << 16;

  /** Memory that the calls of one thread share: an arena for each file would cost more than it. */
  private record Scratch(MemorySegment state, MemorySegment buffer) {}

  private static final ThreadLocal<Scratch> SCRATCH =
      ThreadLocal.withInitial(() -> {
        Arena arena = Arena.ofAuto();
        return new Scratch(arena.allocate(NativeFunction.state()), arena.allocate(BUFFER, 8));
      });

  /** Its flags have other values than most machines'. */
  static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }

  private final String path;
  private final int fd;
  private boolean closed;

  private OpenFile(String path, int fd) {
    this.path = path;
    this.fd = fd;
  }

  public static OpenFile read(String path) throws IOException {
    return open(path, O_NOFOLLOW, 0);
  }

  /** Creates a file that must not exist. */
  public static OpenFile create(String path, int mode) throws IOException {
    Changes.before();
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  }

  /** Opens a file to be locked, creating it where it is missing. */
  public static OpenFile lockable(String path, int mode) throws IOException {
    return open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode);
  }

  /** Opens a file whose writes go to its end, creating it where it is missing. */
  public static OpenFile appendable(String path, int mode) throws IOException {
    return open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode);
  }

  private static OpenFile open(String path, int flags, int mode) throws IOException {
    Posix.Call call = new Posix.Call();
    long fd = Libc.OPEN.call(call.state, call.string(path), flags | O_CLOEXEC, mode);
    call.check(fd, path);
    return new OpenFile(path, (int) fd);
  }

  /** Reads up to {@code length} bytes; −1 at the end. */
  public int read(byte[] into, int offset, int length) throws IOException {
    Scratch scratch = SCRATCH.get();
    int wanted = Math.min(length, BUFFER);
    long n;
    do {
      n = Libc.READ.call(scratch.state, fd, scratch.buffer.address(), wanted);
    } while (n < 0 && NativeFunction.errno(scratch.state) == EINTR);
    check(n, scratch);
    MemorySegment.copy(scratch.buffer, ValueLayout.JAVA_BYTE, 0, into, offset, (int) n);
    return n == 0 ? -1 : (int) n;
  }

  /** Writes all of it. */
  public void write(byte[] from, int offset, int length) throws IOException {
    Changes.before();
    Scratch scratch = SCRATCH.get();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, BUFFER);
      MemorySegment.copy(from, offset + done, scratch.buffer, ValueLayout.JAVA_BYTE, 0, part);
      long n = Libc.WRITE.call(scratch.state, fd, scratch.buffer.address(), part);
      if (n >= 0 || NativeFunction.errno(scratch.state) != EINTR) {
        check(n, scratch);
        done += (int) n;
      }
    }
  }

  /**
   * Reads bytes that begin at {@code at}.
   *
   * @return how many there were; fewer than {@code length} only at the end of the file
   */
  public int readAt(long at, byte[] into, int length) throws IOException {
    MemorySegment buffer = SCRATCH.get().buffer;
    int done = 0;
    while (done < length) {
      int wanted = Math.min(length - done, BUFFER);
      int n = readAt(at + done, buffer, wanted);
      MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, done, n);
      done += n;
      if (n < wanted) {
        return done;
      }
    }
    return done;
  }

  /**
   * As {@link #readAt(long, byte[], int)}, without a copy in between.
   *
   * @param into native memory, of at least {@code length} bytes
   */
  public int readAt(long at, MemorySegment into, int length) throws IOException {
    Scratch scratch = SCRATCH.get();
    int done = 0;
    while (done < length) {
      long n = Libc.PREAD.call(scratch.state, fd, into.address() + done, length - done, at + done);
      if (n < 0 && NativeFunction.errno(scratch.state) == EINTR) {
        continue;
      }
      check(n, scratch);
      if (n == 0) {
        break;
      }
      done += (int) n;
    }
    Reference.reachabilityFence(into);
    return done;
  }

  /** Writes the first {@code length} bytes of native memory, beginning at {@code at}. */
  public void writeAt(long at, MemorySegment from, int length) throws IOException {
    Changes.before();
    Scratch scratch = SCRATCH.get();
    int done = 0;
    while (done < length) {
      long n = Libc.PWRITE.call(scratch.state, fd, from.address() + done, length - done, at + done);
      if (n >= 0 || NativeFunction.errno(scratch.state) != EINTR) {
        check(n, scratch);
        done += (int) n;
      }
    }
    Reference.reachabilityFence(from);
  }

  /** What is open, whatever its name is now. */
  public FileStatus status() throws IOException {
    return Posix.status(fd, "", AT_EMPTY_PATH);
  }

  /** Whether {@code where} is a name of this very file; a deleted file has none. */
  public boolean isStillAt(String where) throws IOException {
    try {
      return Posix.status(where).id().equals(status().id());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Makes the file at least so long, taking the space on disk. */
  public void allocate(long size) throws IOException {
    int error = (int) Libc.POSIX_FALLOCATE.call(SCRATCH.get().state, fd, 0, size);
    if (error != 0) {
      throw Posix.failure(error, path);
    }
  }

  /** Drops the contents. */
  public void truncate() throws IOException {
    Scratch scratch = SCRATCH.get();
    check(Libc.FTRUNCATE.call(scratch.state, fd, 0), scratch);
  }

  public void setTimes(long seconds) throws IOException {
    Scratch scratch = SCRATCH.get();
    MemorySegment times = Posix.fillTimes(scratch.buffer, seconds);
    check(Libc.FUTIMENS.call(scratch.state, fd, times.address()), scratch);
  }

  public void chmod(int mode) throws IOException {
    Scratch scratch = SCRATCH.get();
    check(Libc.FCHMOD.call(scratch.state, fd, mode), scratch);
  }

  /** Waits until the contents are on disk. */
  public void sync() throws IOException {
    Scratch scratch = SCRATCH.get();
    check(Libc.FSYNC.call(scratch.state, fd), scratch);
  }

  /** Waits for a lock of the whole file, replacing one this file holds. */
  public void lock(boolean exclusive) throws IOException {
    flock(exclusive ? LOCK_EX : LOCK_SH);
  }

  /** Takes the lock if nobody has it. */
  public boolean tryLock(boolean exclusive) throws IOException {
    return flock((exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB);
  }

  public void unlock() throws IOException {
    flock(LOCK_UN);
  }

  private boolean flock(int operation) throws IOException {
    Scratch scratch = SCRATCH.get();
    int result;
    do {
      result = (int) Libc.FLOCK.call(scratch.state, fd, operation);
    } while (result < 0 && NativeFunction.errno(scratch.state) == EINTR);
    if (result < 0 && NativeFunction.errno(scratch.state) == EWOULDBLOCK) {
      return false;
    }
    check(result, scratch);
    return true;
  }

  /**
   * @param result of a function that returns an {@code int} or a count below 2³¹
   */
  private void check(long result, Scratch scratch) throws IOException {
    if ((int) result < 0) {
      throw Posix.failure(NativeFunction.errno(scratch.state), path);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    Scratch scratch = SCRATCH.get();
    check(Libc.CLOSE.call(scratch.state, fd), scratch);
  }
}
