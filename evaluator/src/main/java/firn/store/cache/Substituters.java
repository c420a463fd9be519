package firn.store.cache;

import firn.store.Hash;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.fetch.Downloader;
import firn.store.fetch.FetchException;
import firn.store.local.LocalStore;
import firn.store.local.PartialDownload;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The caches to take from, in the order of their priorities. One that cannot be reached is left out
 * with a warning.
 */
public final class Substituters {
  /** How many questions are asked at once. */
  private static final int QUESTIONS = 24;

  /** How long a cache is not asked that did not answer. */
  private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  private final List<String> urls;
  private final TrustedKeys keys;
  private final boolean requireSignatures;
  private final NarInfoCache remembered;
  private final Consumer<String> warnings;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private final Map<BinaryCache, Long> silentSince = new ConcurrentHashMap<>();
  private @Nullable List<BinaryCache> opened;

  /** A path, and the first cache that has it and may be believed. */
  private record Offer(BinaryCache cache, NarInfo narInfo) {}

  /** As the other constructor, remembering nothing between commands. */
  public Substituters(
      List<String> urls, TrustedKeys keys, boolean requireSignatures, Consumer<String> warnings) {
    this(urls, keys, requireSignatures, NarInfoCache.none(), warnings);
  }

  /**
   * @param urls of the caches; none is looked at before it is needed. One with {@code
   *     ?trusted=true} needs no signatures
   * @param requireSignatures whether to take only what a trusted key has signed, or what names its
   *     own contents; false for caches that are trusted as they are
   */
  public Substituters(
      List<String> urls,
      TrustedKeys keys,
      boolean requireSignatures,
      NarInfoCache remembered,
      Consumer<String> warnings) {
    this.urls = List.copyOf(urls);
    this.keys = keys;
    this.requireSignatures = requireSignatures;
    this.remembered = remembered;
    this.warnings = warnings;
  }

  /** None: everything is built here. */
  public static Substituters none() {
    return new Substituters(List.of(), new TrustedKeys(List.of()), true, warning -> {});
  }

  private synchronized List<BinaryCache> caches() throws InterruptedException {
    List<BinaryCache> known = opened;
    if (known == null) {
      known = new ArrayList<>();
      for (String url : urls) {
        try {
          known.add(BinaryCache.open(url, Downloader.shared(), remembered));
        } catch (IOException | MalformedException e) {
          warn("cache '" + url + "' is left out: " + e.getMessage());
        }
      }
      known.sort(Comparator.comparingInt(BinaryCache::priority));
      opened = known;
    }
    return known;
  }

  /** Says everything once. */
  private void warn(String text) {
    if (warned.add(text)) {
      warnings.accept(text);
    }
  }

  /**
   * The paths to fetch so that all of {@code wanted} are valid, what they refer to first; empty if
   * the caches do not have them all.
   */
  public Optional<List<StorePath>> plan(LocalStore store, Collection<StorePath> wanted)
      throws InterruptedException {
    if (urls.isEmpty() || caches().isEmpty()) {
      return Optional.empty();
    }
    Map<StorePath, Set<StorePath>> needs = new LinkedHashMap<>();
    List<StorePath> frontier = absent(store, wanted, needs);
    while (!frontier.isEmpty()) {
      Set<StorePath> next = new LinkedHashSet<>();
      for (Map.Entry<StorePath, Optional<Offer>> answer : findAll(frontier).entrySet()) {
        if (answer.getValue().isEmpty()) {
          return Optional.empty();
        }
        Set<StorePath> references =
            new LinkedHashSet<>(answer.getValue().get().narInfo().info().references());
        references.remove(answer.getKey());
        needs.put(answer.getKey(), references);
        next.addAll(references);
      }
      frontier = absent(store, next, needs);
    }
    return Optional.of(ordered(needs));
  }

  /**
   * As {@link #plan}.
   *
   * @throws StoreException if the caches do not have them all
   */
  public List<StorePath> require(LocalStore store, Collection<StorePath> wanted)
      throws InterruptedException {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Optional<List<StorePath>> found = plan(store, wanted);
    if (found.isPresent()) {
      return found.get();
    }
    for (StorePath path : wanted) {
      if (find(path).isEmpty()) {
        throw new StoreException("no cache has '" + path + "'");
      }
    }
    throw new StoreException(
        "the caches lack something that '" + wanted.iterator().next() + "' needs");
  }

  /** Those that are neither valid nor known; they are kept from collection from now on. */
  private static List<StorePath> absent(
      LocalStore store, Collection<StorePath> paths, Map<StorePath, Set<StorePath>> known) {
    List<StorePath> absent = new ArrayList<>();
    for (StorePath path : paths) {
      if (!known.containsKey(path)) {
        store.addTemporaryRoot(path);
        if (!store.isValid(path)) {
          absent.add(path);
        }
      }
    }
    return absent;
  }

  /** What is needed first; without recursion, for chains may be long. */
  private static List<StorePath> ordered(Map<StorePath, Set<StorePath>> needs) {
    SequencedSet<StorePath> order = new LinkedHashSet<>();
    Set<StorePath> entered = new HashSet<>();
    Deque<StorePath> stack = new ArrayDeque<>();
    for (StorePath start : needs.keySet()) {
      stack.push(start);
      while (!stack.isEmpty()) {
        StorePath path = stack.peek();
        if (!entered.add(path)) {
          order.add(stack.pop());
          continue;
        }
        for (StorePath need : needs.getOrDefault(path, Set.of())) {
          if (needs.containsKey(need) && !entered.contains(need)) {
            stack.push(need);
          }
        }
      }
    }
    return List.copyOf(order);
  }

  /** What is found for each of them, as far as the first that is not. */
  private Map<StorePath, Optional<Offer>> findAll(List<StorePath> paths)
      throws InterruptedException {
    Map<StorePath, Optional<Offer>> answers = new LinkedHashMap<>();
    if (paths.size() == 1) {
      answers.put(paths.getFirst(), find(paths.getFirst()));
      return answers;
    }
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.min(QUESTIONS, paths.size()),
            Thread.ofPlatform().name("cache-", 1).daemon().factory());
    try {
      Map<StorePath, Future<Optional<Offer>>> asked = new LinkedHashMap<>();
      paths.forEach(path -> asked.put(path, executor.submit(() -> find(path))));
      for (Map.Entry<StorePath, Future<Optional<Offer>>> one : asked.entrySet()) {
        Optional<Offer> answer = one.getValue().get();
        answers.put(one.getKey(), answer);
        if (answer.isEmpty()) {
          // Then all the others are of no use.
          break;
        }
      }
      return answers;
    } catch (ExecutionException e) {
      throw new StoreException("cannot ask the caches: " + e.getCause(), e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** What the caches say that a path refers to, itself left out. */
  public Set<StorePath> references(StorePath path) throws InterruptedException {
    Set<StorePath> references = new LinkedHashSet<>();
    query(path).ifPresent(info -> references.addAll(info.references()));
    references.remove(path);
    return references;
  }

  /** What the first cache says that has a path and may be believed. */
  public Optional<PathInfo> query(StorePath path) throws InterruptedException {
    return find(path).map(offer -> offer.narInfo().info());
  }

  private Optional<Offer> find(StorePath path) throws InterruptedException {
    for (BinaryCache cache : caches()) {
      if (!isSilent(cache)) {
        Optional<Offer> offer = offer(cache, path);
        if (offer.isPresent()) {
          return offer;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Offer> offer(BinaryCache cache, StorePath path) throws InterruptedException {
    try {
      return cache
          .query(path)
          .filter(answer -> isTrusted(cache, answer.info()))
          .map(answer -> new Offer(cache, answer));
    } catch (IOException | MalformedException e) {
      boolean silent = e instanceof FetchException failed && !failed.isFatal();
      if (silent) {
        silentSince.put(cache, System.nanoTime());
      }
      warn(
          "cache '%s': %s%s"
              .formatted(
                  cache.url(),
                  e.getMessage(),
                  silent ? "; it is not asked again for a minute" : ""));
      return Optional.empty();
    }
  }

  /** Whether a cache let its last question time out, so that thousands more would take for ever. */
  private boolean isSilent(BinaryCache cache) {
    Long since = silentSince.get(cache);
    return since != null && System.nanoTime() - since < LEFT_ALONE.toNanos();
  }

  private boolean isTrusted(BinaryCache cache, PathInfo info) {
    if (!requireSignatures
        || cache.isTrusted()
        || keys.haveSigned(info)
        || info.followsFromContents()) {
      return true;
    }
    warn("cache '" + cache.url() + "' has '" + info.path() + "', but no trusted key signed it");
    return false;
  }

  /**
   * Fetches one path whose references are valid.
   *
   * @throws StoreException if no cache gives what it announced
   */
  public void fetch(LocalStore store, StorePath path, Downloader.Progress progress)
      throws InterruptedException {
    if (!store.isValid(path)) {
      fetch(store, path, progress, false);
    }
  }

  /**
   * Fetches a path again and puts it in the place of what is there.
   *
   * @throws StoreException if no cache has it, or gives what it announced
   */
  public void repair(LocalStore store, StorePath path, Downloader.Progress progress)
      throws InterruptedException {
    fetch(store, path, progress, true);
  }

  private void fetch(
      LocalStore store, StorePath path, Downloader.Progress progress, boolean replaces)
      throws InterruptedException {
    @Nullable StoreException failed = null;
    for (BinaryCache cache : caches()) {
      Optional<Offer> offer = offer(cache, path);
      if (offer.isPresent()) {
        try {
          fetch(store, offer.get(), progress, replaces);
          return;
        } catch (StoreException e) {
          // The next cache may have it whole; what this one did is told either way.
          failed = failed == null ? failure(path, cache, e) : failed;
          warn(String.valueOf(failure(path, cache, e).getMessage()));
        }
      }
    }
    throw failed != null ? failed : new StoreException("no cache has '" + path + "'");
  }

  private static StoreException failure(StorePath path, BinaryCache cache, Exception e) {
    return new StoreException(
        "cannot fetch '" + path + "' from '" + cache.url() + "': " + e.getMessage(), e);
  }

  private static void fetch(
      LocalStore store, Offer offer, Downloader.Progress progress, boolean replaces)
      throws InterruptedException {
    NarInfo narInfo = offer.narInfo();
    Hash hash = narInfo.fileHash() == null ? narInfo.info().narHash() : narInfo.fileHash();
    try (PartialDownload partial = PartialDownload.open(store.layout(), hash.nix32())) {
      boolean whole = false;
      try {
        offer.cache().download(narInfo, partial.file(), progress);
        whole = true;
        unpack(store, narInfo, partial.file(), replaces);
      } catch (StoreException e) {
        partial.drop();
        throw e;
      } catch (FetchException e) {
        if (e.isFatal()) {
          partial.drop();
        }
        throw e;
      } catch (IOException e) {
        // The disk is full, or worse: what is there of the download makes it fuller.
        partial.drop();
        throw e;
      } finally {
        if (whole) {
          partial.drop();
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          e.getMessage() == null ? "the download is damaged" : e.getMessage(), e);
    }
  }

  /** What is said to be larger than the disk is not begun; it would fill it first. */
  private static void refuseWhatDoesNotFit(LocalStore store, NarInfo narInfo) throws IOException {
    long free = Files.getFileStore(store.layout().storeDir()).getUsableSpace();
    long size = narInfo.info().narSize();
    if (free > 0 && size / 2 > free) {
      throw new StoreException(
          "it is said to take %d bytes, and the disk has %d left".formatted(size, free));
    }
  }

  private static void unpack(LocalStore store, NarInfo narInfo, Path file, boolean replaces)
      throws IOException {
    refuseWhatDoesNotFit(store, narInfo);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream nar = new BufferedInputStream(narInfo.compression().decompress(raw), 1 << 16)) {
      if (replaces) {
        store.replaceNar(narInfo.info(), nar);
      } else {
        store.addNar(narInfo.info(), nar);
      }
    }
  }
}
