package firn.store.nar;

import firn.store.Hash;
import firn.store.HashAlgorithm;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what is written to it. */
public final class HashSink extends OutputStream {
  private final HashAlgorithm algorithm;
  private final MessageDigest digest;
  private long size;

  public HashSink(HashAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.digest = algorithm.bulkDigest();
  }

  @Override
  public void write(int b) {
    digest.update((byte) b);
    size++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    size += length;
  }

  void write(Piece piece) {
    digest.update(piece.bytes());
    size += piece.length();
  }

  /** The hash of all bytes so far; nothing may be written afterwards. */
  public Hash hash() {
    return Hash.of(algorithm, digest.digest());
  }

  /** Bytes written so far. */
  public long size() {
    return size;
  }
}
