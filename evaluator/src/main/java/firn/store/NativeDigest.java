package firn.store;

import firn.store.posix.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * SHA-256 by the machine's libcrypto, where it has one. Java's own is as fast once it is compiled,
 * which takes as long as many a command has; the result is the same. A direct buffer is hashed
 * where it lies.
 */
final class NativeDigest extends MessageDigest {
  private static final int SIZE = 32;
  private static final int PIECE = 1 << 16;

  private static final Optional<Library> LIBRARY = Library.load();

  /**
   * What is called of libcrypto (OpenSSL 1.1 and 3).
   *
   * @param sha256 the algorithm's address
   */
  private record Library(
      long sha256,
      NativeFunction create,
      NativeFunction free,
      NativeFunction init,
      NativeFunction update,
      NativeFunction end) {

    static Optional<Library> load() {
      for (String name : new String[] {"libcrypto.so.3", "libcrypto.so.1.1"}) {
        try {
          return Optional.of(of(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException | NoSuchElementException e) {
          // Another version, or none; Java's own is always there.
          continue;
        }
      }
      return Optional.empty();
    }

    private static Library of(SymbolLookup crypto) {
      return new Library(
          NativeFunction.of(crypto, "EVP_sha256").call(Scratch.OF_THREAD.get().state()),
          NativeFunction.of(crypto, "EVP_MD_CTX_new"),
          NativeFunction.of(crypto, "EVP_MD_CTX_free"),
          NativeFunction.of(crypto, "EVP_DigestInit_ex"),
          NativeFunction.of(crypto, "EVP_DigestUpdate"),
          NativeFunction.of(crypto, "EVP_DigestFinal_ex"));
    }
  }

  /** Memory that the digests of one thread share. */
  private record Scratch(MemorySegment state, MemorySegment buffer) {
    static final ThreadLocal<Scratch> OF_THREAD =
        ThreadLocal.withInitial(() -> {
          Arena arena = Arena.ofAuto();
          return new Scratch(arena.allocate(NativeFunction.state()), arena.allocate(PIECE));
        });
  }

  private final Library library;
  private final MemorySegment context;

  private NativeDigest(Library library) {
    super("SHA-256");
    this.library = library;
    long made = library.create().call(Scratch.OF_THREAD.get().state());
    if (made == 0) {
      throw new OutOfMemoryError("no memory for a digest");
    }
    this.context =
        MemorySegment.ofAddress(made)
            .reinterpret(
                Arena.ofAuto(),
                c -> library.free().call(Scratch.OF_THREAD.get().state(), c.address()));
    engineReset();
  }

  /** One, where the machine has the library. */
  static Optional<MessageDigest> sha256() {
    return LIBRARY.map(NativeDigest::new);
  }

  private static void check(long result) {
    if ((int) result != 1) {
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
    MemorySegment buffer = Scratch.OF_THREAD.get().buffer();
    for (int done = 0; done < length; done += PIECE) {
      int part = Math.min(PIECE, length - done);
      MemorySegment.copy(input, offset + done, buffer, ValueLayout.JAVA_BYTE, 0, part);
      update(buffer, part);
    }
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    if (!input.isDirect()) {
      super.engineUpdate(input);
      return;
    }
    update(MemorySegment.ofBuffer(input), input.remaining());
    input.position(input.limit());
  }

  private void update(MemorySegment bytes, int length) {
    MemorySegment state = Scratch.OF_THREAD.get().state();
    check(library.update().call(state, context.address(), bytes.address(), length));
    Reference.reachabilityFence(bytes);
    Reference.reachabilityFence(context);
  }

  @Override
  protected byte[] engineDigest() {
    Scratch scratch = Scratch.OF_THREAD.get();
    check(library.end().call(scratch.state(), context.address(), scratch.buffer().address(), 0));
    byte[] digest = scratch.buffer().asSlice(0, SIZE).toArray(ValueLayout.JAVA_BYTE);
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    MemorySegment state = Scratch.OF_THREAD.get().state();
    check(library.init().call(state, context.address(), library.sha256(), 0));
    Reference.reachabilityFence(context);
  }
}
