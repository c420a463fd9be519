package firn.store.transfer;

import firn.store.ContentAddress;
import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.local.FileTrees;
import firn.store.local.LocalStore;
import firn.store.nar.HashRewriter;
import firn.store.nar.HashSink;
import firn.store.nar.SelfHash;
import firn.store.nar.TeeStream;
import firn.store.posix.PathBytes;
import firn.store.query.TopologicalOrder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Copies store objects to paths that follow from their contents, and not from how they were made,
 * so that they need no signature ({@code nix store make-content-addressed}). What they refer to is
 * copied first, and named in them by its new path.
 */
public final class ContentAddressing {
  private final LocalStore source;
  private final LocalStore target;
  private final Map<StorePath, StorePath> renamed = new LinkedHashMap<>();

  /** May be two views of one store. */
  public ContentAddressing(LocalStore source, LocalStore target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Copies the closure of some paths.
   *
   * @return the new path of each, in the order in which they were made
   * @throws StoreException if one is not valid
   */
  public Map<StorePath, StorePath> copy(Collection<StorePath> roots) throws IOException {
    for (StorePath path : TopologicalOrder.of(source, source.closure(roots))) {
      renamed.put(path, copy(path));
    }
    return renamed;
  }

  private StorePath copy(StorePath path) throws IOException {
    PathInfo info =
        source
            .query(path)
            .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
    SortedSet<StorePath> references = new TreeSet<>();
    Map<String, String> replacements = new HashMap<>();
    for (StorePath reference : info.references()) {
      if (!reference.equals(path)) {
        StorePath other = renamed.getOrDefault(reference, reference);
        references.add(other);
        replacements.put(reference.hashPart(), other.hashPart());
      }
    }
    SelfHash hash = new SelfHash(HashAlgorithm.SHA256, path);
    write(path, replacements, hash);
    ContentAddress address = new ContentAddress(ContentAddress.Method.RECURSIVE, hash.hash());
    boolean self = info.references().contains(path);
    StorePath copy = StorePaths.fixed(path.name(), address, references, self);
    if (self) {
      references.add(copy);
    }
    if (!target.isValid(copy)) {
      replacements.put(path.hashPart(), copy.hashPart());
      add(path, replacements, copy, references, address);
    }
    return copy;
  }

  private void add(
      StorePath path,
      Map<String, String> replacements,
      StorePath copy,
      SortedSet<StorePath> references,
      ContentAddress address)
      throws IOException {
    Path folder = Files.createTempDirectory("firn-rewrite");
    try {
      Path file = folder.resolve("nar");
      HashSink hash = new HashSink(HashAlgorithm.SHA256);
      try (OutputStream disk = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        write(path, replacements, new TeeStream(hash, disk));
      }
      PathInfo made =
          new PathInfo(
              copy,
              hash.hash(),
              hash.size(),
              references,
              null,
              Instant.now(),
              false,
              new TreeSet<>(),
              address);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        target.addNar(made, in);
      }
    } finally {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  private void write(StorePath path, Map<String, String> replacements, OutputStream out)
      throws IOException {
    HashRewriter rewriter = new HashRewriter(replacements, out);
    source.writeNar(path, rewriter);
    rewriter.flush();
  }
}
