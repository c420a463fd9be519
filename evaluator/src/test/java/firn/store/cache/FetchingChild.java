package firn.store.cache;

import firn.store.StorePath;
import firn.store.fetch.Downloader;
import firn.store.local.LocalStore;
import java.nio.file.Path;
import java.util.List;

/** A process that fetches one path. */
final class FetchingChild {
  private FetchingChild() {}

  /** Arguments: the store's root, the cache's URL, the path. */
  public static void main(String[] args) throws InterruptedException {
    Substituters cache =
        new Substituters(
            List.of(args[1]),
            new TrustedKeys(List.of()),
            true,
            warning -> System.err.println(warning));
    try (LocalStore store = LocalStore.open(Path.of(args[0]))) {
      cache.fetch(store, StorePath.parse(args[2]), Downloader.Progress.NONE);
    }
    System.out.println("fetched");
  }
}
