package firn.packages;

import firn.eval.Evaluator;
import firn.eval.access.DiskFiles;
import firn.eval.access.WritingStore;
import firn.eval.builtin.EvalSettings;
import firn.packages.archive.AptSource;
import firn.packages.archive.ArchiveSettings;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Builds packages of the machine's own archive, and runs them. The store is kept in the user's
 * cache, so that nothing is fetched twice.
 */
final class PackageWorkshop implements AutoCloseable {
  static final Path HOME = Path.of(System.getProperty("firn.home", "..")).toAbsolutePath();
  private static final Path ROOT = ArchiveSettings.defaultCache().resolve("package-runs");

  private final PackageSession before = PackageSession.current();
  private final Map<String, StorePath> realised = new HashMap<>();
  private final LocalStore store;
  private final Realiser realiser;
  private final PackageSandbox sandbox;

  private PackageWorkshop(PackageSession session) throws IOException, InterruptedException {
    session.use();
    store = LocalStore.open(ROOT);
    BuildSettings settings = BuildSettings.defaults().withMirrors(session::mirrors);
    realiser = new Realiser(store, settings, event -> {});
    sandbox = new PackageSandbox(store, ROOT, realise("dash"), realise("debian.busybox-static"));
  }

  /** Opens it; the test is skipped on a machine whose apt has no Debian archive. */
  static PackageWorkshop open() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        ArchiveSettings.ofMachine(null).sources().stream().anyMatch(AptSource::isDebian),
        "SKIPPED: apt has no Debian archive");
    Files.createDirectories(ROOT);
    return new PackageWorkshop(new PackageSession(null, null, line -> {}));
  }

  /**
   * Builds an expression, in which the package set's names are defined, and {@code home}, the
   * project's folder.
   */
  StorePath realise(String expression) throws InterruptedException {
    StorePath known = realised.get(expression);
    if (known == null) {
      known = realiser.realise(derivation(expression));
      realised.put(expression, known);
    }
    return known;
  }

  PackageSandbox sandbox() {
    return sandbox;
  }

  Path physical(StorePath path) {
    return store.physical(path);
  }

  private StorePath derivation(String expression) {
    Evaluator evaluator =
        new Evaluator(
            EvalSettings.ofProcess(),
            new WritingStore(store, this::realiseForEvaluation),
            new DiskFiles(path -> ROOT.resolve("nix/store").resolve(path.baseName())),
            line -> {});
    return evaluator.run(() ->
        StorePath.parse(
            evaluator
                .evalExpression(
                    "let home = \"%s\"; pkgs = import (/. + home + \"/modules/src/main/nix\") { }; in with pkgs; (%s).drvPath"
                        .formatted(HOME, expression))
                .force()
                .asBytes()));
  }

  private void realiseForEvaluation(Collection<StorePath> paths, Collection<String> outputs) {
    List<DerivedPath> wanted =
        paths.stream()
            .filter(StorePath::isDerivation)
            .map(path -> DerivedPath.of(path, outputs))
            .toList();
    try {
      realiser.realise(wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    store.close();
    before.use();
  }
}
