package firn.store.build;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.Substituters;
import firn.store.local.LocalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fetches many paths from caches, several at once, none before what it refers to. */
public final class Fetches {
  /** Downloads at once, unless somebody says otherwise. */
  public static final int AT_ONCE = 8;

  private final LocalStore store;
  private final Substituters substituters;
  private final BuildListener listener;
  private final int atOnce;

  /**
   * @param atOnce how many downloads run at the same time
   */
  public Fetches(LocalStore store, Substituters substituters, BuildListener listener, int atOnce) {
    this.atOnce = atOnce;
    this.store = store;
    this.substituters = substituters;
    this.listener = listener;
  }

  /**
   * @param paths what is referred to before what refers to it
   * @throws StoreException if one cannot be fetched
   */
  public void fetch(List<StorePath> paths) throws InterruptedException {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().name("fetch-", 1).daemon().factory());
    try {
      Map<StorePath, CompletableFuture<Void>> running = new HashMap<>();
      for (StorePath path : paths) {
        List<CompletableFuture<Void>> before = new ArrayList<>();
        for (StorePath reference : substituters.references(path)) {
          CompletableFuture<Void> one = running.get(reference);
          if (one != null) {
            before.add(one);
          }
        }
        running.put(
            path,
            CompletableFuture.allOf(before.toArray(CompletableFuture[]::new))
                .thenRunAsync(() -> one(path), executor));
      }
      CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException s
          ? s
          : new StoreException("cannot fetch from the caches: " + e.getCause(), e);
    } finally {
      executor.shutdownNow();
      executor.close();
    }
  }

  private void one(StorePath path) {
    long start = System.nanoTime();
    listener.on(new BuildEvent.Started(path));
    try {
      substituters.fetch(
          store, path, (done, total) -> listener.on(new BuildEvent.Progress(path, done, total)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(new StoreException("fetching was interrupted", e));
    }
    listener.on(new BuildEvent.Succeeded(path, true, Duration.ofNanos(System.nanoTime() - start)));
  }
}
