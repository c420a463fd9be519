package firn.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.store.posix.Posix;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a machine must have for a test to run on it. */
final class Needs {
  private Needs() {}

  /** To boot a host of packages of the machine's own archive. */
  static void rootAndArchive() {
    assumeTrue(
        Posix.isRoot() && Files.isDirectory(Path.of("/etc/apt")),
        "SKIPPED: not root, or no apt sources");
  }
}
