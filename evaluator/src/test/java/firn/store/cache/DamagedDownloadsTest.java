package firn.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.SourceTree;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.fetch.Downloader;
import firn.store.local.GarbageCollector;
import firn.store.local.TestStore;
import firn.store.local.Verifier;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Archives cut off and changed at points all over them, with the hash of the file and without,
 * which leaves it to the archive's own format and hash to tell: each is refused, nothing is left
 * behind, and the good one is taken afterwards.
 */
class DamagedDownloadsTest {
  private static final int POINTS = 40;

  @ParameterizedTest
  @EnumSource
  void areRefusedWhereverTheyAreDamaged(Compression compression) throws Exception {
    try (TestStore from = new TestStore();
        TestStore to = new TestStore()) {
      Path tree = from.folder().resolve("tree");
      Path below = Files.createDirectories(tree.resolve("below"));
      Files.writeString(below.resolve("text"), "text".repeat(100));
      Files.createSymbolicLink(below.resolve("link"), Path.of("text"));
      StorePath path = from.store().addSource(SourceTree.of("tree", tree));
      Path cache = from.folder().resolve("cache");
      new CacheWriter(cache, compression, null).copy(from.store(), List.of(path));
      Path narInfo = cache.resolve(path.hashPart() + ".narinfo");
      Path archive = archive(cache);
      byte[] good = Files.readAllBytes(archive);
      String described = Files.readString(narInfo);
      int tried = 0;
      for (String text : List.of(described, described.replaceAll("File(Hash|Size): .*\n", ""))) {
        Files.writeString(narInfo, text);
        for (int point = 0; point < POINTS; point++) {
          int at = (int) ((long) good.length * point / POINTS);
          byte[] changed = good.clone();
          changed[at] ^= (byte) (1 << point % 8);
          for (byte[] bad : List.of(Arrays.copyOf(good, at), changed)) {
            Files.write(archive, bad);
            refused(cache, to, path, text.contains("FileHash"));
            tried++;
          }
        }
      }
      System.err.println(compression + ": " + tried + " damaged downloads refused");
      Files.write(archive, good);
      substituters(cache).fetch(to.store(), path, Downloader.Progress.NONE);
      assertThat(new Verifier(to.store()).verify(true)).isEmpty();
      assertThat(to.store().isValid(path)).isTrue();
    }
  }

  private static Path archive(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("nar"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static Substituters substituters(Path cache) {
    return new Substituters(
        List.of(cache.toUri().toString()), new TrustedKeys(List.of()), true, warning -> {});
  }

  /** Without a hash of the file a bit may be changed that means nothing: then it is right. */
  private static void refused(Path cache, TestStore to, StorePath path, boolean hashed)
      throws InterruptedException, IOException {
    try {
      substituters(cache).fetch(to.store(), path, Downloader.Progress.NONE);
      assertThat(hashed).as("a damaged file was taken").isFalse();
      assertThat(new Verifier(to.store()).verify(true)).isEmpty();
      to.reopen();
      new GarbageCollector(to.store()).collect();
    } catch (StoreException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    assertThat(to.store().isValid(path)).isFalse();
    assertThat(Posix.list(PathBytes.of(to.store().layout().storeDir()))).isEmpty();
    Path partial = to.store().layout().stateDir().resolve("partial");
    assertThat(Posix.list(PathBytes.of(partial))).isEmpty();
  }
}
