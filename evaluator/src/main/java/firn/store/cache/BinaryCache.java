package firn.store.cache;

import firn.store.Hash;
import firn.store.MalformedException;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.fetch.Downloader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One cache, read. What it says is not trusted here but only read; safe for several threads. */
public final class BinaryCache {
  private static final int SMALL = 4 << 20;
  private static final int DEFAULT_PRIORITY = 50;

  private final String base;
  private final Downloader downloader;
  private final int priority;
  private final boolean trusted;
  private final NarInfoCache remembered;

  /** Answers, those that nothing is there too, for as long as this object lives. */
  private final Map<StorePath, Optional<NarInfo>> known = new ConcurrentHashMap<>();

  private BinaryCache(
      String base, Downloader downloader, int priority, boolean trusted, NarInfoCache remembered) {
    this.trusted = trusted;
    this.remembered = remembered;
    this.base = base;
    this.downloader = downloader;
    this.priority = priority;
  }

  /**
   * Looks at a cache.
   *
   * @param url {@code http:}, {@code https:} or {@code file:}, perhaps with {@code ?priority=N} and
   *     {@code &trusted=true}
   * @throws IOException if it cannot be reached
   * @throws MalformedException if there is no cache for {@code /nix/store}
   */
  public static BinaryCache open(String url, Downloader downloader)
      throws IOException, InterruptedException {
    return open(url, downloader, NarInfoCache.none());
  }

  /**
   * As {@link #open(String, Downloader)}.
   *
   * @param remembered asked first, and told, where the cache is not on this machine's disk
   */
  public static BinaryCache open(String url, Downloader downloader, NarInfoCache remembered)
      throws IOException, InterruptedException {
    int query = url.indexOf('?');
    String base = (query < 0 ? url : url.substring(0, query)).replaceFirst("/+$", "");
    byte[] bytes =
        downloader
            .small(base + "/nix-cache-info", SMALL)
            .orElseThrow(() -> new MalformedException("'" + base + "' is not a binary cache"));
    int priority = DEFAULT_PRIORITY;
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      String[] field = line.split(": *", 2);
      if (field.length == 2 && field[0].equals("StoreDir")) {
        if (!field[1].strip().equals(StorePath.STORE_DIR)) {
          throw new MalformedException("'" + base + "' is a cache for another store directory");
        }
      } else if (field.length == 2 && field[0].equals("Priority")) {
        priority = number(field[1].strip(), priority);
      }
    }
    String own = query < 0 ? "" : url.substring(query + 1);
    boolean trusted = false;
    for (String option : own.split("&", -1)) {
      if (option.startsWith("priority=")) {
        priority = number(option.substring("priority=".length()), priority);
      }
      trusted |= option.equals("trusted=true") || option.equals("trusted=1");
    }
    return new BinaryCache(
        base,
        downloader,
        priority,
        trusted,
        base.startsWith("file:") ? NarInfoCache.none() : remembered);
  }

  private static int number(String text, int otherwise) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** The lower, the earlier it is asked. */
  public int priority() {
    return priority;
  }

  /** Whether its user said that it needs no signatures. */
  boolean isTrusted() {
    return trusted;
  }

  /** Without a final slash. */
  public String url() {
    return base;
  }

  /**
   * What the cache says of a path; empty if it does not have it.
   *
   * @throws MalformedException if the answer is malformed, or of another path
   */
  public Optional<NarInfo> query(StorePath path) throws IOException, InterruptedException {
    Optional<NarInfo> answer = known.get(path);
    if (answer != null) {
      return answer;
    }
    @Nullable Optional<NarInfo> found = remembered.get(base, path).orElse(null);
    if (found == null) {
      Optional<String> text =
          downloader
              .small(base + "/" + path.hashPart() + ".narinfo", SMALL)
              .map(b -> new String(b, StandardCharsets.ISO_8859_1));
      found = text.map(NarInfo::parse);
      remembered.put(base, path, text.orElse(null));
    }
    if (found.isPresent() && !found.get().info().path().equals(path)) {
      throw new MalformedException(
          "cache '"
              + base
              + "' answers for '"
              + found.get().info().path()
              + "' where '"
              + path
              + "' was asked for");
    }
    known.put(path, found);
    return found;
  }

  /** The log of a derivation's build, as it was printed; empty if the cache does not have it. */
  Optional<byte[]> log(StorePath derivation, int limit) throws IOException, InterruptedException {
    return downloader.small(base + "/log/" + derivation.baseName(), limit);
  }

  /**
   * Downloads the archive, still compressed, and checks its hash if the narinfo has one; then it
   * goes on after what the file holds.
   *
   * @param file where to; it need not exist
   * @throws StoreException if it is not what the narinfo says
   */
  void download(NarInfo narInfo, Path file, Downloader.Progress progress)
      throws IOException, InterruptedException {
    String from = base + "/" + narInfo.url();
    Hash expected = narInfo.fileHash();
    long limit = longest(narInfo);
    if (expected == null) {
      downloader.download(from, file, limit, progress);
      return;
    }
    boolean begun = Files.exists(file) && Files.size(file) > 0;
    if (!begun || Files.size(file) != narInfo.fileSize()) {
      downloader.resume(from, file, limit, progress);
    }
    if (begun && !isOf(file, expected)) {
      // It may be the beginning that is wrong.
      downloader.download(from, file, limit, progress);
    }
    if (!isOf(file, expected)) {
      throw new StoreException(
          "cache '"
              + base
              + "' gave a file for '"
              + narInfo.info().path()
              + "' that is not the one its narinfo names");
    }
  }

  /** What the size that was announced may take, compressed badly; a server could send for ever. */
  private static long longest(NarInfo narInfo) {
    long size = narInfo.info().narSize();
    long compressed = Math.min(size, Long.MAX_VALUE / 2) / 64 * 65 + SMALL;
    return Math.max(compressed, narInfo.fileSize());
  }

  private static boolean isOf(Path file, Hash expected) throws IOException {
    MessageDigest digest = expected.algorithm().bulkDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return Hash.of(expected.algorithm(), digest.digest()).equals(expected);
  }
}
