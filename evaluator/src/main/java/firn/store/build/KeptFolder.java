package firn.store.build;

import firn.store.nar.TreeReader;
import firn.store.nar.TreeWriter;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The working folder of a failed build, put where its user can look at it. */
final class KeptFolder {
  private KeptFolder() {}

  /**
   * Copies the folder below the directory for temporary files, as the store keeps files: readable,
   * owned by who runs Firn, no bit of a builder's left that grants rights.
   *
   * @return where it is
   */
  static Path keep(Path folder, String name) throws IOException {
    Path kept = Files.createTempDirectory("firn-build-" + name + "-");
    try (TreeWriter writer = new TreeWriter(PathBytes.of(kept) + "/build")) {
      TreeReader.read(
          PathBytes.of(folder),
          (path, type) -> type != firn.store.SourceFilter.FileType.UNKNOWN,
          writer);
    }
    Posix.chmod(PathBytes.of(kept), 0755);
    return kept.resolve("build");
  }
}
