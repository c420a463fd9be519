package firn.cli;

import firn.cli.rebuild.RebuildOptions;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * The store that tests of whole systems share, below the user's cache folder: packages are fetched
 * and unpacked once, not once for each test and run. The system property {@code firn.test.root}
 * names another one.
 */
final class TestStore {
  private TestStore() {}

  /** To be given as {@code --store}. */
  static String folder() {
    String given = System.getProperty("firn.test.root", "");
    if (!given.isEmpty()) {
      return given;
    }
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return caches.resolve("firn/tests/store").toString();
  }

  /** The options of a command about a configuration, with this store. */
  static RebuildOptions options(Path configuration) {
    RebuildOptions options = new RebuildOptions();
    new CommandLine(new Holder(options))
        .parseArgs("--store", folder(), "--config", configuration.toString());
    return options;
  }

  /** Lets the options be read as a command's are. */
  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin final RebuildOptions options;

    Holder(RebuildOptions options) {
      this.options = options;
    }
  }
}
