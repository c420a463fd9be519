package firn.cli;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.access.DiskFiles;
import firn.eval.access.WritingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.builtin.StoreAccess;
import firn.eval.value.Bytes;
import firn.modules.Library;
import firn.packages.PackageSession;
import firn.packages.archive.ArchiveException;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command's evaluator and store, opened when first asked for. */
final class Session implements AutoCloseable {
  private final Measurement measurement;
  private final SessionOptions options;
  private final Terminal terminal;
  private final boolean writing;
  private final PackageSession packages;
  private @Nullable Path root;
  private @Nullable LocalStore store;
  private @Nullable Evaluator evaluator;

  /**
   * Creates one.
   *
   * @param writing whether what evaluation makes is written to the store
   */
  Session(SessionOptions options, Terminal terminal, boolean writing) {
    this(options, terminal, writing, null);
  }

  /**
   * Creates one whose packages are pinned.
   *
   * @param lockFile the {@code firn.lock} to read, and to extend by {@link #keepLock}
   */
  Session(SessionOptions options, Terminal terminal, boolean writing, @Nullable Path lockFile) {
    this.measurement = new Measurement(options.stats, options.profile);
    this.options = options;
    this.terminal = terminal;
    this.writing = writing;
    this.packages = new PackageSession(lockFile, options.mirror, terminal::say);
    packages.use();
  }

  Terminal terminal() {
    return terminal;
  }

  LocalStore store() {
    LocalStore open = store;
    if (open == null) {
      open = LocalStore.open(root());
      store = open;
    }
    return open;
  }

  /** The folder that holds {@code nix/store}. */
  Path root() {
    Path known = root;
    if (known == null) {
      known = options.store == null ? LocalStore.defaultRoot() : options.store.toAbsolutePath();
      root = known;
    }
    return known;
  }

  Evaluator evaluator() {
    Evaluator made = evaluator;
    if (made == null) {
      StoreAccess access =
          writing ? new WritingStore(store(), this::realiseForEvaluation) : new ComputingStore();
      made =
          new Evaluator(
              settings(),
              access,
              new DiskFiles(path -> root().resolve("nix/store").resolve(path.baseName())),
              line -> terminal.say(Bytes.toUnicode(line)));
      evaluator = made;
    }
    return made;
  }

  private EvalSettings settings() {
    List<SearchPathEntry> entries = new ArrayList<>();
    options.include.forEach(entry -> entries.add(SearchPathEntry.parse(entry)));
    String inherited = System.getenv().getOrDefault("NIX_PATH", "");
    if (!inherited.isEmpty()) {
      for (String entry : inherited.split("(?<!:/):(?!//)|:(?=/)", -1)) {
        entries.add(SearchPathEntry.parse(entry));
      }
    }
    // Where the user supplies no package set, <nixpkgs> is the one that comes with Firn.
    entries.add(new SearchPathEntry("nixpkgs", Library.root().toString()));
    return EvalSettings.ofProcess().withSearchPath(entries).withMaxCallDepth(options.maxCallDepth);
  }

  Realiser realiser() {
    BuildSettings settings =
        BuildSettings.defaults()
            .withJobs(options.jobs)
            .withCores(options.cores)
            .withKeep(options.keepGoing, false)
            .withMirrors(packages::mirrors);
    return new Realiser(store(), settings, new BuildProgress(terminal, options.printBuildLogs));
  }

  /** Makes outputs valid, showing progress. */
  void realise(Collection<DerivedPath> wanted) {
    try {
      realiser().realise(wanted);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private void realiseForEvaluation(Collection<StorePath> paths, Collection<String> outputs) {
    realise(
        paths.stream()
            .filter(StorePath::isDerivation)
            .map(path -> DerivedPath.of(path, outputs))
            .toList());
  }

  /**
   * Writes the packages that were newly asked for to the lock; to be called once all has succeeded.
   */
  void keepLock() {
    try {
      if (packages.save()) {
        terminal.say("the packages used are pinned in firn.lock");
      }
    } catch (ArchiveException wrong) {
      throw new CommandException(
          ExitCode.BUILD, String.valueOf(wrong.getMessage()), wrong.remedy());
    } catch (IOException io) {
      throw new UncheckedIOException(io);
    }
  }

  @Override
  public void close() {
    measurement.end(evaluator, terminal);
    if (store != null) {
      store.close();
    }
  }
}
