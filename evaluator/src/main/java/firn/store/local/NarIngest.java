package firn.store.local;

import firn.store.ContentAddress;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.nar.HashSink;
import firn.store.nar.NarDecoder;
import firn.store.nar.NarEncoder;
import firn.store.nar.SelfHash;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Adds an archive from elsewhere: what it unpacks to must be what was announced. */
final class NarIngest {
  private final LocalStore store;
  private final PathInfo info;

  private final boolean replaces;

  /**
   * @param replaces whether to take the place of what is valid
   */
  NarIngest(LocalStore store, PathInfo info, boolean replaces) {
    this.store = store;
    this.info = info;
    this.replaces = replaces;
  }

  void add(InputStream nar) throws IOException {
    StorePath path = info.path();
    store.addTemporaryRoot(path);
    if (!replaces && store.isValid(path)) {
      return;
    }
    for (StorePath reference : info.references()) {
      if (!reference.equals(path) && !store.isValid(reference)) {
        throw new StoreException("cannot add '" + path + "' before '" + reference + "'");
      }
    }
    try (TemporaryObject temporary = store.temporary(path.name());
        TreeWriter writer = new TreeWriter(temporary.bytes())) {
      Measured measured = new Measured(nar, info.narSize());
      NarDecoder.decode(measured, writer);
      if (measured.read() >= 0) {
        throw new MalformedException("archive of '" + path + "' has something after its end");
      }
      Hash got = measured.sink.hash();
      if (measured.sink.size() != info.narSize() || !got.equals(info.narHash())) {
        throw new StoreException(
            "archive of '"
                + path
                + "' is not the one that was announced: expected "
                + info.narHash()
                + ", got "
                + got);
      }
      checkAddress(temporary.bytes());
      Prepared prepared =
          new Prepared(
              temporary.bytes(),
              info,
              path.isDerivation() ? store.declaredOutputs(path, temporary.bytes()) : Map.of());
      try (LockedPaths locks = store.lock(List.of(path))) {
        if (replaces) {
          store.replace(List.of(prepared), locks);
        } else if (!store.isValid(path)) {
          store.publish(List.of(prepared), locks);
        }
      }
    }
  }

  /** A content address is a claim about the contents, whoever makes it. */
  private void checkAddress(String file) throws IOException {
    ContentAddress address = info.contentAddress();
    if (address == null) {
      return;
    }
    SortedSet<StorePath> others = new TreeSet<>(info.references());
    boolean self = others.remove(info.path());
    boolean same =
        contents(file, address, self).equals(address.hash())
            && StorePaths.fixed(info.path().name(), address, others, self).equals(info.path());
    if (!same) {
      throw new StoreException(
          "'" + info.path() + "' does not have the content address that was announced");
    }
  }

  private Hash contents(String file, ContentAddress address, boolean self) throws IOException {
    HashAlgorithm algorithm = address.hash().algorithm();
    if (self) {
      SelfHash content = new SelfHash(algorithm, info.path());
      TreeReader.read(file, new NarEncoder(content));
      return content.hash();
    }
    HashSink content = new HashSink(algorithm);
    if (address.method() == ContentAddress.Method.RECURSIVE) {
      TreeReader.read(file, new NarEncoder(content));
    } else {
      TreeReader.read(
          file, new FlatVisitor(new NarEncoder(OutputStream.nullOutputStream()), content));
    }
    return content.hash();
  }

  /** Hashes what is read, and ends with an error beyond the announced size. */
  private static final class Measured extends FilterInputStream {
    private final HashSink sink = new HashSink(HashAlgorithm.SHA256);
    private final long limit;

    Measured(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        sink.write(b);
        check();
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      if (n > 0) {
        sink.write(bytes, offset, n);
        check();
      }
      return n;
    }

    private void check() {
      if (sink.size() > limit) {
        throw new MalformedException("archive is longer than was announced");
      }
    }
  }
}
