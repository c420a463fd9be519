package firn.eval.fetch;

import firn.eval.builtin.StoreAccess;
import firn.store.ContentAddress;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.local.FileTrees;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches what one URL names, as a file or unpacked: {@code fetchurl} and {@code fetchTarball}. */
public final class FileFetcher {
  private static final String FILES = "file";

  private final Means means;
  private final StoreAccess store;

  FileFetcher(Means means, StoreAccess store) {
    this.means = means;
    this.store = store;
  }

  /**
   * Fetches.
   *
   * @param name the store object's name
   * @param unpack whether the file is an archive of which the tree is wanted
   * @param expected the hash of the file, or of the archive (NAR) of the tree; null if any will do
   * @throws FetchFailure if it cannot be had, or is not what the hash says
   */
  public StorePath fetch(String url, String name, boolean unpack, @Nullable Hash expected) {
    ContentAddress.Method method =
        unpack ? ContentAddress.Method.RECURSIVE : ContentAddress.Method.FLAT;
    if (expected != null) {
      StorePath there = StorePaths.fixed(name, new ContentAddress(method, expected));
      if (store.isValid(there)) {
        return there;
      }
    }
    FetchAttributes key =
        FetchAttributes.EMPTY.with("url", url).with("name", name).with("unpack", unpack);
    Optional<StorePath> known =
        means
            .cache()
            .find(FILES, key)
            .filter(FetchCache.Entry::isFresh)
            .map(entry -> StorePath.parse(entry.value().require("path")))
            .filter(store::isValid);
    if (known.isPresent() && expected == null) {
      return known.get();
    }
    try {
      StorePath path = download(url, name, unpack, method, expected);
      means.cache().put(FILES, key, FetchAttributes.EMPTY.with("path", path.toString()));
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private StorePath download(
      String url,
      String name,
      boolean unpack,
      ContentAddress.Method method,
      @Nullable Hash expected)
      throws IOException, InterruptedException {
    Path folder = means.temporary();
    try {
      Path file = folder.resolve("download");
      means.downloads().download(url, file);
      Path root = file;
      if (unpack) {
        root = Archive.unpack(url, file, folder.resolve("tree")).root();
        Files.delete(file);
      }
      Hash got = hash(root, unpack, expected == null ? HashAlgorithm.SHA256 : expected.algorithm());
      if (expected != null && !got.equals(expected)) {
        throw FetchFailure.mismatch(
            "hash mismatch in file downloaded from '"
                + url
                + "':\n  specified: "
                + expected.sri()
                + "\n  got:       "
                + got.sri());
      }
      return store.addFetched(
          new SourceTree(name, root, method, got.algorithm(), SourceFilter.ALL));
    } finally {
      if (store.keepsFetched()) {
        FileTrees.delete(PathBytes.of(folder));
      }
    }
  }

  private static Hash hash(Path root, boolean unpack, HashAlgorithm algorithm) throws IOException {
    HashSink sink = new HashSink(algorithm);
    if (unpack) {
      TreeReader.read(PathBytes.of(root), SourceFilter.ALL, new NarEncoder(sink));
    } else {
      Files.copy(root, sink);
    }
    return sink.hash();
  }
}
