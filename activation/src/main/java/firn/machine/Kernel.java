package firn.machine;

import firn.store.posix.NativeFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * The few system calls that the JDK does not offer and activation cannot do without: opening a
 * folder so that no link leads out of a root, entering a network namespace, and flushing one file
 * system.
 */
final class Kernel {
  private static final NativeFunction SYSCALL = NativeFunction.libc("syscall");
  private static final NativeFunction CLOSE = NativeFunction.libc("close");
  private static final NativeFunction SYNCFS = NativeFunction.libc("syncfs");
  private static final NativeFunction SETNS = NativeFunction.libc("setns");
  private static final NativeFunction EXECVP = NativeFunction.libc("execvp");
  private static final NativeFunction SIGPROCMASK = NativeFunction.libc("sigprocmask");

  private static final int SIG_SETMASK = 2;
  private static final long SIGNAL_SET_SIZE = 128;
  private static final long SYS_OPENAT2 = 437;
  private static final int AT_FDCWD = -100;
  private static final long O_PATH = 0x200000;
  private static final long O_CLOEXEC = 0x80000;
  // The one flag of these whose value differs between architectures.
  private static final long O_DIRECTORY =
      System.getProperty("os.arch").equals("aarch64") ? 0x4000 : 0x10000;
  private static final long RESOLVE_NO_MAGICLINKS = 0x02;
  private static final long RESOLVE_IN_ROOT = 0x10;

  /** Of {@code struct open_how}. */
  private static final long HOW_SIZE = 24;

  private static final int ENOENT = 2;
  private static final int CLONE_NEWNET = 0x40000000;

  private Kernel() {}

  /** Opens a folder by its path on this machine. */
  static int openFolder(String path) throws IOException {
    return open(AT_FDCWD, path, O_PATH | O_DIRECTORY, 0);
  }

  /** Opens a folder below another as if that were the root; links and {@code ..} stay inside. */
  static int openFolderIn(int root, String path) throws IOException {
    return open(root, path, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
  }

  /** As {@link #openFolderIn}, whatever lies there, and only to be named by the descriptor. */
  static int openIn(int root, String path) throws IOException {
    return open(root, path, O_PATH, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
  }

  /** Moves the calling thread, which must be a platform thread, into a network namespace. */
  static void enterNetwork(String namespaceFile) throws IOException {
    int fd = open(AT_FDCWD, namespaceFile, 0, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeFunction.state());
      if ((int) SETNS.call(state, fd, CLONE_NEWNET) < 0) {
        throw failure("cannot enter " + namespaceFile, state);
      }
    } finally {
      close(fd);
    }
  }

  /**
   * Becomes another program: it has this process's id, terminal and environment, and the signals
   * that this machine's runtime blocks are let through again. Returns only if that fails.
   */
  static IOException execute(List<String> command) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeFunction.state());
      MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
      for (int i = 0; i < command.size(); i++) {
        arguments.setAtIndex(
            ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i), StandardCharsets.UTF_8));
      }
      MemorySegment none = arena.allocate(SIGNAL_SET_SIZE);
      SIGPROCMASK.call(state, SIG_SETMASK, none.address(), 0);
      EXECVP.call(state, arguments.get(ValueLayout.ADDRESS, 0).address(), arguments.address());
      return failure("cannot start " + command.getFirst(), state);
    }
  }

  static void close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      CLOSE.call(arena.allocate(NativeFunction.state()), fd);
    }
  }

  /** Writes all that is pending on the file system that holds an open folder. */
  static void syncFileSystem(String path) throws IOException {
    int fd = open(AT_FDCWD, path, 0, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeFunction.state());
      if ((int) SYNCFS.call(state, fd) < 0) {
        throw failure("cannot flush the file system of " + path, state);
      }
    } finally {
      close(fd);
    }
  }

  private static int open(int at, String path, long flags, long resolve) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeFunction.state());
      MemorySegment how = arena.allocate(HOW_SIZE, 8);
      how.set(ValueLayout.JAVA_LONG, 0, flags | O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 16, resolve);
      MemorySegment name = arena.allocateFrom(path, StandardCharsets.UTF_8);
      long fd = SYSCALL.call(state, SYS_OPENAT2, at, name.address(), how.address(), HOW_SIZE);
      if (fd < 0) {
        if (NativeFunction.errno(state) == ENOENT) {
          throw new NoSuchFileException(path);
        }
        throw failure("cannot open " + path, state);
      }
      return (int) fd;
    }
  }

  private static IOException failure(String what, MemorySegment state) {
    return new IOException(what + " (error " + NativeFunction.errno(state) + ")");
  }
}
