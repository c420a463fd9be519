package firn.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.SourceTree;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.fetch.Downloader;
import firn.store.local.TestStore;
import firn.store.local.Verifier;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caches that break their promises, and answers that are remembered. */
class CacheFaultsTest {
  private final List<String> warnings = new ArrayList<>();
  private TestStore from;
  private TestStore to;
  private StorePath path;

  @BeforeEach
  void open() throws IOException {
    from = new TestStore();
    to = new TestStore();
    Path file = Files.writeString(from.folder().resolve("file"), "contents".repeat(10_000));
    path = from.store().addSource(SourceTree.of("file", file));
  }

  @AfterEach
  void close() throws IOException {
    from.close();
    to.close();
  }

  private Path cache(String name) {
    Path folder = from.folder().resolve(name);
    new CacheWriter(folder, Compression.NONE, null).copy(from.store(), List.of(path));
    return folder;
  }

  private static Path archive(Path cache) throws IOException {
    try (var files = Files.list(cache.resolve("nar"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static void corrupt(Path cache) throws IOException {
    byte[] bytes = Files.readAllBytes(archive(cache));
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive(cache), bytes);
  }

  private static void truncate(Path cache) throws IOException {
    byte[] bytes = Files.readAllBytes(archive(cache));
    Files.write(archive(cache), java.util.Arrays.copyOf(bytes, bytes.length / 3));
  }

  private Substituters substituters(Path... caches) {
    List<String> urls = new ArrayList<>();
    for (Path cache : caches) {
      urls.add(cache.toUri() + "?priority=" + urls.size());
    }
    return new Substituters(urls, new TrustedKeys(List.of()), true, warnings::add);
  }

  private void nothingIsLeft() throws IOException {
    assertThat(to.store().isValid(path)).isFalse();
    assertThat(Posix.list(PathBytes.of(to.store().layout().storeDir()))).isEmpty();
    assertThat(Posix.list(PathBytes.of(to.store().layout().stateDir())))
        .noneMatch(name -> name.startsWith("download"));
    Path partial = to.store().layout().stateDir().resolve("partial");
    assertThat(Posix.list(PathBytes.of(partial))).isEmpty();
  }

  @Test
  void theNextCacheIsAskedForWhatOneHasDamaged() throws Exception {
    Path bad = cache("bad");
    corrupt(bad);
    Path worse = cache("worse");
    truncate(worse);
    substituters(bad, worse, cache("good")).fetch(to.store(), path, Downloader.Progress.NONE);
    assertThat(new Verifier(to.store()).verify(true)).isEmpty();
    assertThat(to.store().isValid(path)).isTrue();
    assertThat(warnings).hasSize(2).allMatch(w -> w.contains("not the one its narinfo names"));
  }

  @Test
  void damageEverywhereIsRefused() throws Exception {
    Path bad = cache("bad");
    corrupt(bad);
    Path worse = cache("worse");
    truncate(worse);
    assertThatThrownBy(
            () -> substituters(bad, worse).fetch(to.store(), path, Downloader.Progress.NONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not the one its narinfo names");
    nothingIsLeft();
  }

  @Test
  void damageIsFoundWithoutAFileHashToo() throws Exception {
    Path bad = cache("bad");
    truncate(bad);
    Path narInfo = bad.resolve(path.hashPart() + ".narinfo");
    Files.writeString(narInfo, Files.readString(narInfo).replaceAll("File(Hash|Size): .*\n", ""));
    assertThatThrownBy(() -> substituters(bad).fetch(to.store(), path, Downloader.Progress.NONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("ends too early");
    nothingIsLeft();
  }

  /** A clock that is set. */
  private static Clock at(long second) {
    return Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
  }

  private Optional<Optional<NarInfo>> remembered(Path file, long now) {
    try (NarInfoCache cache =
        NarInfoCache.open(file, Duration.ofDays(30), Duration.ofHours(1), at(now))) {
      return cache.get("http://x", path);
    }
  }

  @Test
  void answersAreRememberedForAWhile() {
    Path file = from.folder().resolve("narinfo.sqlite");
    long now = 1_000_000_000;
    assertThat(remembered(file, now)).isEmpty();
    try (NarInfoCache cache =
        NarInfoCache.open(file, Duration.ofDays(30), Duration.ofHours(1), at(now))) {
      cache.put("http://x", path, null);
    }
    assertThat(remembered(file, now + 3599)).contains(Optional.empty());
    assertThat(remembered(file, now + 3600)).as("an hour later").isEmpty();
    assertThat(remembered(file, now - 1)).as("after the clock went backwards").isEmpty();
    String text =
        new NarInfo(from.store().query(path).orElseThrow(), "nar/x.nar", Compression.NONE, null, -1)
            .format();
    try (NarInfoCache cache =
        NarInfoCache.open(file, Duration.ofDays(30), Duration.ofHours(1), at(now))) {
      cache.put("http://x", path, text);
    }
    assertThat(remembered(file, now + 86_400).orElseThrow().orElseThrow().format()).isEqualTo(text);
    assertThat(remembered(file, now + 31 * 86_400)).isEmpty();
  }

  @Test
  void anAbsenceIsNotAskedForTwice() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    StorePath absent = StorePath.ofBaseName("0".repeat(32) + "-absent");
    Path file = from.folder().resolve("narinfo.sqlite");
    BinaryCache second;
    try (CacheServer server = new CacheServer(from.store(), any, null, 30)) {
      String url = "http://127.0.0.1:" + server.address().getPort();
      BinaryCache first = BinaryCache.open(url, Downloader.shared(), answers(file));
      assertThat(first.query(absent)).isEmpty();
      assertThat(first.query(path)).isPresent();
      second = BinaryCache.open(url, Downloader.shared(), answers(file));
    }
    assertThat(second.query(absent)).as("nobody is there to ask any more").isEmpty();
    assertThat(second.query(path)).isPresent();
  }

  private static NarInfoCache answers(Path file) {
    return NarInfoCache.open(file, Duration.ofDays(1), Duration.ofDays(1), Clock.systemUTC());
  }
}
