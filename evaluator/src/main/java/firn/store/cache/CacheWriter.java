package firn.store.cache;

import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.nar.HashSink;
import firn.store.nar.TeeStream;
import firn.store.query.TopologicalOrder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a {@code file:} cache. A narinfo appears after its archive, so readers see no half. */
public final class CacheWriter {
  private final Path folder;
  private final Compression compression;
  private final @Nullable SigningKey key;

  /**
   * @param key signs what is written; null to keep only the signatures that are there
   */
  public CacheWriter(Path folder, Compression compression, @Nullable SigningKey key) {
    this.folder = folder;
    this.compression = compression;
    this.key = key;
  }

  /** Writes the log of a derivation's build, as it was printed; one that is there already stays. */
  public void addLog(StorePath derivation, InputStream log) throws IOException {
    Path logs = begin("log");
    Path file = logs.resolve(derivation.baseName());
    if (Files.exists(file)) {
      return;
    }
    Path unfinished = Files.createTempFile(logs, "unfinished", "");
    Files.copy(log, unfinished, StandardCopyOption.REPLACE_EXISTING);
    readable(unfinished);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Writes the closure of {@code roots}; what the cache has already stays.
   *
   * @return how many objects were written
   */
  public int copy(LocalStore store, Collection<StorePath> roots) {
    return copyOnly(store, store.closure(roots));
  }

  /** As {@link #copy}, without what the paths refer to: that is there, or comes later. */
  public int copyOnly(LocalStore store, Collection<StorePath> paths) {
    int written = 0;
    try {
      begin("nar");
      for (StorePath path : TopologicalOrder.of(store, paths)) {
        Path file = folder.resolve(path.hashPart() + ".narinfo");
        if (!Files.exists(file)) {
          write(
              store,
              store
                  .query(path)
                  .orElseThrow(() -> new StoreException("path '" + path + "' is not valid")),
              file);
          written++;
        }
      }
      return written;
    } catch (IOException e) {
      throw new StoreException("cannot write the cache in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** A folder of the cache, which is one from now on. */
  private Path begin(String name) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Path about = folder.resolve("nix-cache-info");
    if (!Files.exists(about)) {
      Files.writeString(about, "StoreDir: " + StorePath.STORE_DIR + "\n");
    }
    return made;
  }

  private void write(LocalStore store, PathInfo info, Path file) throws IOException {
    Path archive = Files.createTempFile(folder.resolve("nar"), "unfinished", "");
    HashSink sink = new HashSink(HashAlgorithm.SHA256);
    try (OutputStream disk = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16);
        OutputStream out = compression.compress(new TeeStream(sink, disk))) {
      store.writeNar(info.path(), out);
    }
    var hash = sink.hash();
    String url = "nar/" + hash.nix32() + ".nar" + compression.extension();
    readable(archive);
    Files.move(archive, folder.resolve(url), StandardCopyOption.REPLACE_EXISTING);
    PathInfo signed = key == null ? info : key.signed(info);
    String text = new NarInfo(signed, url, compression, hash, sink.size()).format();
    Path unfinished = Files.createTempFile(folder, "unfinished", "");
    Files.writeString(unfinished, text);
    readable(unfinished);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Temporary files are private; a cache is not. */
  private static void readable(Path file) throws IOException {
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
  }
}
