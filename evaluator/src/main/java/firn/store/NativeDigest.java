package firn.store;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 by the machine's libcrypto, where it has one. Java's own is as fast once it is compiled,
 * which takes as long as many a command has; the result is the same.
 */
final class NativeDigest extends MessageDigest {
  private static final int SIZE = 32;

  /** A call that cannot be interrupted by the garbage collector has to be short. */
  private static final int PIECE = 1 << 16;

  private static final Optional<Library> LIBRARY = Library.load();

  /** What is called of libcrypto (OpenSSL 1.1 and 3). */
  private record Library(
      MemorySegment sha256,
      MethodHandle create,
      MemorySegment free,
      MethodHandle init,
      MethodHandle update,
      MethodHandle end) {

    static Optional<Library> load() {
      for (String name : new String[] {"libcrypto.so.3", "libcrypto.so.1.1"}) {
        try {
          return Optional.of(of(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException e) {
          // Another version, or none; Java's own is always there.
          continue;
        } catch (Throwable e) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }

    private static Library of(SymbolLookup crypto) throws Throwable {
      Linker linker = Linker.nativeLinker();
      MethodHandle sha256 =
          linker.downcallHandle(
              crypto.findOrThrow("EVP_sha256"), FunctionDescriptor.of(ValueLayout.ADDRESS));
      return new Library(
          (MemorySegment) sha256.invokeExact(),
          linker.downcallHandle(
              crypto.findOrThrow("EVP_MD_CTX_new"), FunctionDescriptor.of(ValueLayout.ADDRESS)),
          crypto.findOrThrow("EVP_MD_CTX_free"),
          linker.downcallHandle(
              crypto.findOrThrow("EVP_DigestInit_ex"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS)),
          linker.downcallHandle(
              crypto.findOrThrow("EVP_DigestUpdate"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG),
              Linker.Option.critical(true)),
          linker.downcallHandle(
              crypto.findOrThrow("EVP_DigestFinal_ex"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS),
              Linker.Option.critical(true)));
    }
  }

  /** A constant, so that a call through it is compiled as a direct call; null with no library. */
  private static final @Nullable MethodHandle UPDATE = LIBRARY.map(Library::update).orElse(null);

  private static final MethodHandle FREE =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private final Library library;
  private final MemorySegment context;

  private NativeDigest(Library library) {
    super("SHA-256");
    this.library = library;
    try {
      MemorySegment made = (MemorySegment) library.create().invokeExact();
      if (made.address() == 0) {
        throw new OutOfMemoryError("no memory for a digest");
      }
      this.context = made.reinterpret(Arena.ofAuto(), c -> free(library, c));
      engineReset();
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** One, where the machine has the library. */
  static Optional<MessageDigest> sha256() {
    return LIBRARY.map(NativeDigest::new);
  }

  private static void free(Library library, MemorySegment context) {
    try {
      FREE.invokeExact(library.free(), context);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable e) {
    return switch (e) {
      case Error error -> throw error;
      case RuntimeException r -> r;
      default -> new IllegalStateException(e);
    };
  }

  private static void check(int result) {
    if (result != 1) {
      throw new IllegalStateException("libcrypto refuses to hash");
    }
  }

  @Override
  protected int engineGetDigestLength() {
    return SIZE;
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    MethodHandle update = Objects.requireNonNull(UPDATE);
    MemorySegment all = MemorySegment.ofArray(input);
    try {
      for (int done = 0; done < length; done += PIECE) {
        int part = Math.min(PIECE, length - done);
        check((int) update.invokeExact(context, all.asSlice(offset + done, part), (long) part));
      }
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = new byte[SIZE];
    try {
      check(
          (int)
              library
                  .end()
                  .invokeExact(context, MemorySegment.ofArray(digest), MemorySegment.NULL));
    } catch (Throwable e) {
      throw failure(e);
    }
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    try {
      check((int) library.init().invokeExact(context, library.sha256(), MemorySegment.NULL));
    } catch (Throwable e) {
      throw failure(e);
    }
  }
}
