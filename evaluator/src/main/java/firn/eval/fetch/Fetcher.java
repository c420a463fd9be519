package firn.eval.fetch;

import firn.eval.builtin.FetchSettings;
import firn.eval.builtin.StoreAccess;
import firn.eval.error.EvalException;
import firn.eval.fetch.git.GitException;
import firn.store.ContentAddress;
import firn.store.Hash;
import firn.store.HashAlgorithm;
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
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Fetches inputs into the store, each once, and checks what is known of them. */
public final class Fetcher {
  /** The name that every tree has in the store. */
  public static final String NAME = "source";

  private static final String TREES = "tree";

  private final Means means;
  private final StoreAccess store;
  private final Map<String, FetchedTree> fetched = new ConcurrentHashMap<>();

  /**
   * @param log takes one line for the person at the terminal (bytes)
   */
  public Fetcher(FetchSettings settings, StoreAccess store, Consumer<String> log) {
    this.store = store;
    this.means =
        new Means(
            settings,
            new FetchCache(settings.cache().resolve("known"), settings.tarballTtl()),
            new Downloads(log),
            log);
  }

  public FetchSettings settings() {
    return means.settings();
  }

  /** Files behind URLs. */
  public FileFetcher files() {
    return new FileFetcher(means, store);
  }

  /** Fetches a tree as {@code source}. */
  public FetchedTree fetch(Input input) {
    return fetch(input, NAME);
  }

  /**
   * Fetches a tree.
   *
   * @throws FetchFailure if it cannot be had, or is not what its hash says
   */
  public FetchedTree fetch(Input input, String name) {
    String key = name + ":" + input.attributes();
    FetchedTree known = fetched.get(key);
    if (known == null) {
      known = inStore(input, name).orElseGet(() -> fetchNow(input, name));
      fetched.put(key, known);
      fetched.put(name + ":" + known.input().attributes(), known);
    }
    return known;
  }

  /** A tree whose hash is known, or whose revision was fetched before, and that the store has. */
  private Optional<FetchedTree> inStore(Input input, String name) {
    Optional<Hash> expected = input.narHash();
    if (expected.isPresent() && input.attributes().flag("__final")) {
      StorePath path = path(name, expected.get());
      if (store.isValid(path)) {
        return Optional.of(new FetchedTree(path, input, expected.get()));
      }
    }
    return fingerprint(input)
        .flatMap(key -> means.cache().find(TREES, key))
        .flatMap(entry -> {
          FetchAttributes all = input.attributes().with(entry.value());
          Input whole = input.withAttributes(all.without("fingerprint"));
          Hash hash = whole.narHash().orElseThrow();
          StorePath path = path(name, hash);
          if (!store.isValid(path)) {
            return Optional.empty();
          }
          check(input, whole, hash);
          return Optional.of(new FetchedTree(path, whole, hash));
        });
  }

  private static Optional<FetchAttributes> fingerprint(Input input) {
    return input
        .scheme()
        .fingerprint(input.attributes())
        .map(text -> FetchAttributes.EMPTY.with("fingerprint", text).with("url", where(input)));
  }

  /** The place it comes from, without what says which version. */
  private static String where(Input input) {
    FetchAttributes a = input.attributes();
    return a.text("url")
        .orElseGet(() -> a.text("owner").orElse("") + "/" + a.text("repo").orElse(""));
  }

  private static StorePath path(String name, Hash hash) {
    return StorePaths.fixed(name, new ContentAddress(ContentAddress.Method.RECURSIVE, hash));
  }

  private FetchedTree fetchNow(Input input, String name) {
    try {
      Fetched got = input.scheme().fetch(input.attributes().without("__final"), means);
      try {
        return store(input, name, got);
      } finally {
        discard(got);
      }
    } catch (EvalException e) {
      throw e.frame("while fetching the input '" + input + "'", null);
    } catch (GitException e) {
      throw new FetchFailure(String.valueOf(e.getMessage()), e)
          .frame("while fetching the input '" + input + "'", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private FetchedTree store(Input input, String name, Fetched got) throws IOException {
    HashSink sink = new HashSink(HashAlgorithm.SHA256);
    TreeReader.read(PathBytes.of(got.root()), got.filter(), new NarEncoder(sink));
    Hash hash = sink.hash();
    Input whole = input.withAttributes(got.attributes().with("narHash", hash.sri()));
    check(input, whole, hash);
    StorePath path = path(name, hash);
    if (!store.isValid(path)) {
      path = store.addFetched(got.tree(name));
    }
    FetchAttributes learnt = FetchAttributes.EMPTY.with("narHash", hash.sri());
    for (String known : new String[] {"lastModified", "revCount"}) {
      Optional<Long> value = whole.attributes().number(known);
      if (value.isPresent()) {
        learnt = learnt.with(known, value.get());
      }
    }
    if (whole.ref().isPresent()) {
      learnt = learnt.with("ref", whole.ref().get());
    }
    FetchAttributes value = learnt;
    fingerprint(whole).ifPresent(key -> means.cache().put(TREES, key, value));
    return new FetchedTree(path, whole, hash);
  }

  /** Deletes what was fetched into a temporary folder, if the store has its own copy. */
  private void discard(Fetched got) throws IOException {
    if (got.temporary() && store.keepsFetched()) {
      Path temporary = means.settings().cache().resolve("tmp");
      Path folder = temporary.resolve(temporary.relativize(got.root()).getName(0));
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  private static void check(Input wanted, Input got, Hash hash) {
    Optional<Hash> expected = wanted.narHash();
    if (expected.isPresent() && !expected.get().equals(hash)) {
      throw FetchFailure.mismatch(
          "NAR hash mismatch in input '"
              + wanted
              + "', expected '"
              + expected.get().sri()
              + "' but got '"
              + hash.sri()
              + "'");
    }
    for (String name : new String[] {"rev", "lastModified", "revCount"}) {
      if (!wanted.agrees(name, got.attributes())) {
        throw new FetchFailure(
            "mismatch in field '"
                + name
                + "' of input '"
                + wanted.attributes()
                + "', got '"
                + got.attributes()
                + "'",
            null);
      }
    }
  }
}
