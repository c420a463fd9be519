package firn.eval.fetch;

import firn.eval.builtin.FetchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What schemes work with.
 *
 * @param log takes one line for the person at the terminal (bytes)
 */
record Means(FetchSettings settings, FetchCache cache, Downloads downloads, Consumer<String> log) {

  /** A new folder, in the cache so that files can be moved on from it. */
  Path temporary() throws IOException {
    Path folder = settings.cache().resolve("tmp");
    Files.createDirectories(folder);
    return Files.createTempDirectory(folder, "fetch");
  }
}
