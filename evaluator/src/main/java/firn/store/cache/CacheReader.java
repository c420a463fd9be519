package firn.store.cache;

import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.fetch.Downloader;
import firn.store.local.FileTrees;
import firn.store.nar.HashSink;
import firn.store.nar.NarDecoder;
import firn.store.nar.RestoringWriter;
import firn.store.posix.PathBytes;
import firn.store.query.TopologicalOrder;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * A cache that is looked into, without a store to copy to. What it says is shown as it says it;
 * what it gives has the hash that it says, and nobody else has vouched for either.
 */
public final class CacheReader {
  private static final String NARINFO = ".narinfo";

  /** The longest log that is read, in bytes. */
  private static final int LONGEST_LOG = 256 << 20;

  private final BinaryCache cache;

  private CacheReader(BinaryCache cache) {
    this.cache = cache;
  }

  /**
   * Looks at a cache.
   *
   * @throws IOException if it cannot be reached
   * @throws MalformedException if there is no cache for {@code /nix/store}
   */
  public static CacheReader open(String url) throws IOException, InterruptedException {
    return new CacheReader(BinaryCache.open(url, Downloader.shared()));
  }

  /** Without parameters and a final slash. */
  public String url() {
    return cache.url();
  }

  /** What the cache says of a path; empty if it does not have it. */
  public Optional<NarInfo> query(StorePath path) throws IOException, InterruptedException {
    return cache.query(path);
  }

  /**
   * As {@link #query}.
   *
   * @throws StoreException if the cache does not have it
   */
  public NarInfo require(StorePath path) throws IOException, InterruptedException {
    return query(path).orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
  }

  /**
   * The paths and all they refer to, as far as the cache has them; none before what it refers to.
   */
  public List<StorePath> closure(Collection<StorePath> roots)
      throws IOException, InterruptedException {
    Map<StorePath, SortedSet<StorePath>> found = new HashMap<>();
    Deque<StorePath> waiting = new ArrayDeque<>(roots);
    while (!waiting.isEmpty()) {
      StorePath path = waiting.pop();
      Optional<PathInfo> info = query(path).map(NarInfo::info);
      if (info.isPresent() && found.put(path, info.get().references()) == null) {
        waiting.addAll(info.get().references());
      }
    }
    return TopologicalOrder.of(
        path -> found.getOrDefault(path, Collections.emptySortedSet()), found.keySet());
  }

  /**
   * All paths of a cache.
   *
   * @throws StoreException if it is not a folder of this machine: others give no list
   */
  public SortedSet<StorePath> all() throws IOException, InterruptedException {
    if (!url().startsWith("file:")) {
      throw new StoreException(
          "the cache '" + url() + "' cannot say what it has", "Name the paths.", null);
    }
    SortedSet<StorePath> paths = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of(URI.create(url()).getPath()))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().endsWith(NARINFO)) {
          paths.add(
              NarInfo.parse(Files.readString(file, StandardCharsets.ISO_8859_1)).info().path());
        }
      }
    }
    return paths;
  }

  /**
   * Writes the archive of a path, once it is whole and checked.
   *
   * @throws StoreException if the cache does not have it, or gives something else
   */
  public void writeNar(StorePath path, OutputStream out) throws IOException, InterruptedException {
    withArchive(
        path,
        (info, file) -> {
          HashSink sink = new HashSink(HashAlgorithm.SHA256);
          copy(info, file, sink);
          if (sink.size() != info.info().narSize() || !sink.hash().equals(info.info().narHash())) {
            throw new StoreException(
                "cache '"
                    + url()
                    + "' gives an archive of '"
                    + path
                    + "' that is not the one it names");
          }
          copy(info, file, out);
        });
  }

  /**
   * Unpacks a path, for somebody to look at.
   *
   * @param root where to, a byte path; nothing is there yet
   * @throws StoreException as {@link #writeNar}
   */
  public void unpack(StorePath path, String root) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("firn-cache");
    try {
      Path nar = folder.resolve("nar");
      try (OutputStream out = Files.newOutputStream(nar)) {
        writeNar(path, out);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(nar), 1 << 16);
          RestoringWriter writer = new RestoringWriter(root)) {
        NarDecoder.decode(in, writer);
      }
    } finally {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  /** The log of a derivation, as its builder printed it; empty if the cache does not have it. */
  public Optional<InputStream> log(StorePath derivation) throws IOException, InterruptedException {
    Optional<byte[]> log = cache.log(derivation, LONGEST_LOG);
    if (log.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = log.get();
    InputStream in = new ByteArrayInputStream(bytes);
    // A server may keep logs as a store does.
    boolean compressed = bytes.length > 3 && bytes[0] == 'B' && bytes[1] == 'Z' && bytes[2] == 'h';
    return Optional.of(compressed ? new BZip2CompressorInputStream(in) : in);
  }

  private interface ArchiveUse {
    void accept(NarInfo info, Path file) throws IOException;
  }

  private void withArchive(StorePath path, ArchiveUse use)
      throws IOException, InterruptedException {
    NarInfo info = require(path);
    Path folder = Files.createTempDirectory("firn-cache");
    try {
      Path file = folder.resolve("archive");
      cache.download(info, file, Downloader.Progress.NONE);
      use.accept(info, file);
    } finally {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  /** Copies what the compressed archive holds, as far as was announced and one byte beyond. */
  private static void copy(NarInfo info, Path file, OutputStream out) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream nar = info.compression().decompress(raw)) {
      byte[] buffer = new byte[1 << 16];
      long left = info.info().narSize() + 1;
      while (left > 0) {
        int n = nar.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          return;
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }
}
