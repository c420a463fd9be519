package firn.store.posix;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * A function of a native library that takes at most six integers or addresses and returns one or
 * nothing. All are called through one shape, whatever they declare: a JVM makes code for each
 * shape, which takes the start of a command longer than most calls take together. That is sound
 * where integers travel in registers of 64 bits, as on every machine that Linux and a JVM share: a
 * function does not look at registers beyond its parameters, nor at the upper half of one that
 * holds an {@code int}. Of an {@code int} result the lower half counts.
 *
 * <p>Memory is handed over as an address; the caller keeps it reachable until the call is over.
 */
public final class NativeFunction {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private final MemorySegment address;

  private NativeFunction(MemorySegment address) {
    this.address = address;
  }

  /** One of the C library's. */
  public static NativeFunction libc(String name) {
    return of(LINKER.defaultLookup(), name);
  }

  /**
   * @throws java.util.NoSuchElementException if the library has none of that name
   */
  public static NativeFunction of(SymbolLookup library, String name) {
    return new NativeFunction(library.findOrThrow(name));
  }

  /** Memory for the errno of a thread's calls. */
  public static StructLayout state() {
    return STATE;
  }

  /** Why the last call failed, from its memory. */
  public static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /** Where it lies, to be handed to another function. */
  public long address() {
    return address.address();
  }

  public long call(MemorySegment state) {
    return call(state, 0, 0, 0, 0, 0, 0);
  }

  public long call(MemorySegment state, long a) {
    return call(state, a, 0, 0, 0, 0, 0);
  }

  public long call(MemorySegment state, long a, long b) {
    return call(state, a, b, 0, 0, 0, 0);
  }

  public long call(MemorySegment state, long a, long b, long c) {
    return call(state, a, b, c, 0, 0, 0);
  }

  public long call(MemorySegment state, long a, long b, long c, long d) {
    return call(state, a, b, c, d, 0, 0);
  }

  public long call(MemorySegment state, long a, long b, long c, long d, long e) {
    return call(state, a, b, c, d, e, 0);
  }

  private long call(MemorySegment state, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(address, state, a, b, c, d, e, f);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
