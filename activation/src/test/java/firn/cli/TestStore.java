package firn.cli;

import java.nio.file.Path;

/**
 * The store that tests of whole systems share, below the user's cache folder: packages are fetched
 * and unpacked once, not once for each test and run.
 */
final class TestStore {
  private TestStore() {}

  /** To be given as {@code --store}. */
  static String folder() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return caches.resolve("firn/tests/store").toString();
  }
}
