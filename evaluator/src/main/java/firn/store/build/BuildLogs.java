package firn.store.build;

import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The logs of past builds, Nix's too. */
public final class BuildLogs {
  private BuildLogs() {}

  /**
   * The log of a derivation, or of what built an output: bytes as the builder printed them. Empty
   * if there is none.
   *
   * @throws IOException if there is one that cannot be read
   */
  public static Optional<InputStream> open(LocalStore store, StorePath path) throws IOException {
    SortedSet<StorePath> derivations = new TreeSet<>();
    if (path.isDerivation()) {
      derivations.add(path);
    } else {
      store.query(path).flatMap(i -> Optional.ofNullable(i.deriver())).ifPresent(derivations::add);
      derivations.addAll(store.derivers(path));
    }
    for (StorePath derivation : derivations) {
      Path file = BuildLog.path(store.layout(), derivation);
      if (Files.exists(file)) {
        return Optional.of(
            new BZip2CompressorInputStream(new BufferedInputStream(Files.newInputStream(file))));
      }
      Path plain = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.bz2$", ""));
      if (Files.exists(plain)) {
        return Optional.of(Files.newInputStream(plain));
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps the log of a derivation that was built elsewhere; one that is there already stays.
   *
   * @param log bytes as the builder printed them
   */
  public static void add(LocalStore store, StorePath derivation, InputStream log)
      throws IOException {
    Path file = BuildLog.path(store.layout(), derivation);
    if (Files.exists(file)) {
      return;
    }
    try (BuildLog copy = new BuildLog(store.layout(), derivation, line -> {})) {
      byte[] buffer = new byte[1 << 16];
      for (int n = log.read(buffer); n >= 0; n = log.read(buffer)) {
        copy.write(buffer, n);
      }
    }
  }
}
