package firn.store.nar;

import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.StorePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The hash of an archive that may name its own store path, which is only known once it is hashed:
 * the path's hash part counts as zeros, and where it stood is hashed at the end (Nix's "hash modulo
 * self-references").
 */
public final class SelfHash extends OutputStream {
  private static final String ZEROS = "\0".repeat(StorePath.HASH_LENGTH);

  private final HashSink sink;
  private final HashRewriter rewriter;

  /**
   * @param self the path that the archive may name
   */
  public SelfHash(HashAlgorithm algorithm, StorePath self) {
    this.sink = new HashSink(algorithm);
    this.rewriter = new HashRewriter(Map.of(self.hashPart(), ZEROS), sink);
  }

  @Override
  public void write(int b) throws IOException {
    rewriter.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    rewriter.write(bytes, offset, length);
  }

  /** The hash of all that was written; nothing may be written afterwards. */
  public Hash hash() throws IOException {
    rewriter.flush();
    for (long position : rewriter.positions()) {
      sink.write(("|" + position).getBytes(StandardCharsets.US_ASCII));
    }
    return sink.hash();
  }
}
