package firn.store.local;

import firn.store.ContentAddress;
import firn.store.ContentAddress.Method;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TeeStream;
import firn.store.nar.TeeVisitor;
import firn.store.nar.TreeReader;
import firn.store.nar.TreeVisitor;
import firn.store.nar.TreeWriter;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds files to the store. The first reading hashes, which is all there is to do where the result
 * is valid already. A tree that is not large is kept in memory meanwhile; a large one is copied
 * meanwhile if no valid path has its name, for then it cannot be there, and else read a second time
 * and hashed again: what gets registered is what was written, even if somebody changed the files in
 * between.
 */
final class SourceIngest implements AutoCloseable {
  private static final int KEEP_BYTES = 64 << 20;

  private final LocalStore store;
  private final SourceTree source;
  private final String root;
  private @Nullable TemporaryObject temporary;
  private @Nullable TreeWriter writer;

  SourceIngest(LocalStore store, SourceTree source) {
    this.store = store;
    this.source = source;
    this.root = PathBytes.of(source.root());
  }

  StorePath add() throws IOException {
    StorePath.checkName(source.name());
    KeptTree kept =
        new KeptTree(KEEP_BYTES, () -> store.hasName(source.name()) ? null : openCopy());
    Reading written = read(kept);
    StorePath path = written.path(source.name());
    store.addTemporaryRoot(path);
    if (store.isValid(path)) {
      return path;
    }
    if (kept.isKept()) {
      kept.show(openCopy());
    } else if (!kept.isTaken()) {
      written = read(openCopy());
      path = written.path(source.name());
      store.addTemporaryRoot(path);
    }
    String copy = Objects.requireNonNull(temporary).bytes();
    try (LockedPaths locks = store.lock(List.of(path))) {
      if (!store.isValid(path)) {
        store.publish(List.of(new Prepared(copy, written.info(path))), locks);
      }
    }
    return path;
  }

  private TreeWriter openCopy() {
    TemporaryObject place = store.temporary(source.name());
    temporary = place;
    TreeWriter opened = new TreeWriter(place.bytes());
    writer = opened;
    return opened;
  }

  @Override
  public void close() throws IOException {
    try (TemporaryObject place = temporary;
        TreeWriter open = writer) {
      // What was not published is dropped, once nothing writes to it any more.
    }
  }

  /** What reading the source gave. */
  private record Reading(ContentAddress address, Hash narHash, long narSize) {
    StorePath path(String name) {
      return StorePaths.fixed(name, address);
    }

    PathInfo info(StorePath path) {
      return new PathInfo(
          path,
          narHash,
          narSize,
          new TreeSet<>(),
          null,
          Instant.now(),
          false,
          new TreeSet<>(),
          address);
    }
  }

  private Reading read(TreeVisitor copy) throws IOException {
    HashSink nar = new HashSink(HashAlgorithm.SHA256);
    HashSink content = new HashSink(source.algorithm());
    boolean narIsContent =
        source.method() == Method.RECURSIVE && source.algorithm() == HashAlgorithm.SHA256;
    OutputStream out = nar;
    if (source.method() == Method.RECURSIVE && !narIsContent) {
      out = new TeeStream(content, out);
    }
    TreeVisitor visitor = new TeeVisitor(new NarEncoder(out), copy);
    if (source.method() != Method.RECURSIVE) {
      visitor = flat(visitor, content);
    }
    TreeReader.read(root, source.filter(), visitor);
    Hash narHash = nar.hash();
    return new Reading(
        new ContentAddress(source.method(), narIsContent ? narHash : content.hash()),
        narHash,
        nar.size());
  }

  /** Only a regular file has a flat hash, and its executable bit is no part of it. */
  private TreeVisitor flat(TreeVisitor next, OutputStream content) throws IOException {
    if (!Posix.status(root).isRegular()) {
      throw new StoreException("'" + root + "' is not a regular file, so it has no flat hash");
    }
    return new FlatVisitor(next, content);
  }

  /** Where the source would lie, writing nothing. */
  static StorePath compute(SourceTree source) throws IOException {
    HashSink content = new HashSink(source.algorithm());
    String root = PathBytes.of(source.root());
    if (source.method() == Method.RECURSIVE) {
      TreeReader.read(root, source.filter(), new NarEncoder(content));
    } else {
      TreeReader.read(
          root,
          SourceFilter.ALL,
          new FlatVisitor(new NarEncoder(OutputStream.nullOutputStream()), content));
    }
    return StorePaths.fixed(source.name(), new ContentAddress(source.method(), content.hash()));
  }
}
