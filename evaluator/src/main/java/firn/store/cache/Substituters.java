package firn.store.cache;

import firn.store.ContentAddress;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.fetch.Downloader;
import firn.store.local.LocalStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The caches to take from, in the order of their priorities. One that cannot be reached is left out
 * with a warning.
 */
public final class Substituters {
  private final List<BinaryCache> caches = new ArrayList<>();
  private final TrustedKeys keys;
  private final boolean requireSignatures;
  private final Consumer<String> warnings;

  /** A path, and the first cache that has it and may be believed. */
  private record Offer(BinaryCache cache, NarInfo narInfo) {}

  /**
   * @param requireSignatures whether to take only what a trusted key has signed, or what names its
   *     own contents; false for caches that are trusted as they are
   */
  public Substituters(
      List<String> urls, TrustedKeys keys, boolean requireSignatures, Consumer<String> warnings)
      throws InterruptedException {
    this.keys = keys;
    this.requireSignatures = requireSignatures;
    this.warnings = warnings;
    for (String url : urls) {
      try {
        caches.add(BinaryCache.open(url, Downloader.shared()));
      } catch (IOException | MalformedException e) {
        warnings.accept("cache '" + url + "' is left out: " + e.getMessage());
      }
    }
    caches.sort(Comparator.comparingInt(BinaryCache::priority));
  }

  /** None: everything is built here. */
  public static Substituters none() {
    try {
      return new Substituters(List.of(), new TrustedKeys(List.of()), true, warning -> {});
    } catch (InterruptedException e) {
      throw new AssertionError("nothing to wait for", e);
    }
  }

  /**
   * The paths to fetch so that all of {@code wanted} are valid, what they refer to first; empty if
   * the caches do not have them all.
   */
  public Optional<List<StorePath>> plan(LocalStore store, Collection<StorePath> wanted)
      throws InterruptedException {
    if (caches.isEmpty()) {
      return Optional.empty();
    }
    SequencedSet<StorePath> order = new LinkedHashSet<>();
    for (StorePath path : wanted) {
      if (!visit(store, path, order, new LinkedHashSet<>())) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(order));
  }

  private boolean visit(
      LocalStore store, StorePath path, SequencedSet<StorePath> order, Set<StorePath> above)
      throws InterruptedException {
    store.addTemporaryRoot(path);
    if (store.isValid(path) || order.contains(path) || !above.add(path)) {
      return true;
    }
    Optional<Offer> offer = find(path);
    if (offer.isEmpty()) {
      return false;
    }
    for (StorePath reference : offer.get().narInfo().info().references()) {
      if (!reference.equals(path) && !visit(store, reference, order, above)) {
        return false;
      }
    }
    order.add(path);
    return true;
  }

  /** What the caches say that a path refers to, itself left out. */
  public Set<StorePath> references(StorePath path) throws InterruptedException {
    Set<StorePath> references = new LinkedHashSet<>();
    find(path).ifPresent(offer -> references.addAll(offer.narInfo().info().references()));
    references.remove(path);
    return references;
  }

  private Optional<Offer> find(StorePath path) throws InterruptedException {
    for (BinaryCache cache : caches) {
      try {
        Optional<NarInfo> answer = cache.query(path);
        if (answer.isPresent() && isTrusted(cache, answer.get().info())) {
          return Optional.of(new Offer(cache, answer.get()));
        }
      } catch (IOException | MalformedException e) {
        warnings.accept("cache '" + cache.url() + "': " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private boolean isTrusted(BinaryCache cache, PathInfo info) {
    if (!requireSignatures || keys.haveSigned(info) || followsFromContents(info)) {
      return true;
    }
    warnings.accept(
        "cache '" + cache.url() + "' has '" + info.path() + "', but no trusted key signed it");
    return false;
  }

  /** Whether the path is that of its content address, which is checked against the contents. */
  private static boolean followsFromContents(PathInfo info) {
    ContentAddress address = info.contentAddress();
    if (address == null || info.references().contains(info.path())) {
      return false;
    }
    try {
      return StorePaths.fixed(info.path().name(), address, info.references(), false)
          .equals(info.path());
    } catch (MalformedException e) {
      return false;
    }
  }

  /**
   * Fetches one path whose references are valid.
   *
   * @throws StoreException if no cache gives what it announced
   */
  public void fetch(LocalStore store, StorePath path, Downloader.Progress progress)
      throws InterruptedException {
    if (store.isValid(path)) {
      return;
    }
    Offer offer = find(path).orElseThrow(() -> new StoreException("no cache has '" + path + "'"));
    NarInfo narInfo = offer.narInfo();
    try {
      Path file = Files.createTempFile(store.layout().stateDir(), "download", ".tmp");
      try {
        offer.cache().download(narInfo, file, progress);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
            InputStream nar =
                new BufferedInputStream(narInfo.compression().decompress(raw), 1 << 16)) {
          store.addNar(narInfo.info(), nar);
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new StoreException(
          "cannot fetch '" + path + "' from '" + offer.cache().url() + "': " + e.getMessage(), e);
    }
  }
}
