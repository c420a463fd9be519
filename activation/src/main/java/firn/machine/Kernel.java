package firn.machine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * The few system calls that the JDK does not offer and activation cannot do without: opening a
 * folder so that no link leads out of a root, entering a network namespace, and flushing one file
 * system.
 */
final class Kernel {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPENAT2 =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle CLOSE = intCall("close");
  private static final MethodHandle SYNCFS = intCall("syncfs");
  private static final MethodHandle SETNS =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("setns"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
          Linker.Option.captureCallState("errno"));

  private static final MethodHandle EXECVP =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("execvp"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle SIGPROCMASK =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("sigprocmask"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS));

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
  private static final int ENOENT = 2;
  private static final int CLONE_NEWNET = 0x40000000;

  private Kernel() {}

  private static MethodHandle intCall(String name) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        Linker.Option.captureCallState("errno"));
  }

  /** Opens a folder by its path on this machine. */
  static int openFolder(String path) throws IOException {
    return open(AT_FDCWD, path, O_PATH | O_DIRECTORY, 0);
  }

  /** Opens a folder below another as if that were the root; links and {@code ..} stay inside. */
  static int openFolderIn(int root, String path) throws IOException {
    return open(root, path, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
  }

  /** Moves the calling thread, which must be a platform thread, into a network namespace. */
  static void enterNetwork(String namespaceFile) throws IOException {
    int fd = open(AT_FDCWD, namespaceFile, 0, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURE);
      int result = (int) SETNS.invokeExact(state, fd, CLONE_NEWNET);
      if (result < 0) {
        throw failure("cannot enter " + namespaceFile, state);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
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
      MemorySegment state = arena.allocate(CAPTURE);
      MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
      for (int i = 0; i < command.size(); i++) {
        arguments.setAtIndex(
            ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i), StandardCharsets.UTF_8));
      }
      MemorySegment none = arena.allocate(SIGNAL_SET_SIZE);
      int masked = (int) SIGPROCMASK.invokeExact(SIG_SETMASK, none, MemorySegment.NULL);
      MemorySegment program = arguments.getAtIndex(ValueLayout.ADDRESS, 0);
      int result = masked < 0 ? masked : (int) EXECVP.invokeExact(state, program, arguments);
      return failure("cannot start " + command.getFirst() + ": " + result, state);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void close(int fd) {
    call(CLOSE, fd);
  }

  /** Writes all that is pending on the file system that holds an open folder. */
  static void syncFileSystem(String path) throws IOException {
    int fd = open(AT_FDCWD, path, 0, 0);
    try {
      if (call(SYNCFS, fd) < 0) {
        throw new IOException("cannot flush the file system of " + path);
      }
    } finally {
      close(fd);
    }
  }

  private static int call(MethodHandle handle, int fd) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) handle.invokeExact(arena.allocate(CAPTURE), fd);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int open(int at, String path, long flags, long resolve) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURE);
      MemorySegment how = arena.allocate(24, 8);
      how.set(ValueLayout.JAVA_LONG, 0, flags | O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 16, resolve);
      MemorySegment name = arena.allocateFrom(path, StandardCharsets.UTF_8);
      long fd = (long) OPENAT2.invokeExact(state, SYS_OPENAT2, (long) at, name, how, 24L);
      if (fd < 0) {
        if ((int) ERRNO.get(state, 0L) == ENOENT) {
          throw new NoSuchFileException(path);
        }
        throw failure("cannot open " + path, state);
      }
      return (int) fd;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static IOException failure(String what, MemorySegment state) {
    return new IOException(what + " (error " + (int) ERRNO.get(state, 0L) + ")");
  }
}
