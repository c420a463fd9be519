package firn.cli;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.access.DiskFiles;
import firn.eval.access.WritingStore;
import firn.eval.builtin.BuiltinProvider;
import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.StoreAccess;
import firn.eval.flake.Flakes;
import firn.eval.value.Bytes;
import firn.modules.EngineBuiltins;
import firn.modules.Library;
import firn.packages.PackageBuiltins;
import firn.packages.PackageSession;
import firn.packages.archive.ArchiveException;
import firn.store.DerivedPath;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.build.Realiser;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One command's evaluator and store, opened when first asked for. */
public final class Session implements AutoCloseable {
  /** What offers builtins; named, as looking for them would open every archive there is. */
  static final List<BuiltinProvider> PROVIDERS =
      List.of(new EngineBuiltins(), new PackageBuiltins());

  private final Measurement measurement;
  private final SessionOptions options;
  private final Terminal terminal;
  private final boolean writing;
  private final PackageSession packages;
  private final StoreSession stores;
  private boolean pure;
  private final @Nullable Path lockFile;
  private @Nullable Evaluator evaluator;
  private @Nullable EvaluationRecord record;

  /**
   * Creates one.
   *
   * @param writing whether what evaluation makes is written to the store
   */
  public Session(SessionOptions options, Terminal terminal, boolean writing) {
    this(options, terminal, writing, null);
  }

  /**
   * Creates one whose packages are pinned.
   *
   * @param lockFile the {@code firn.lock} to read, and to extend by {@link #keepLock}
   */
  public Session(
      SessionOptions options, Terminal terminal, boolean writing, @Nullable Path lockFile) {
    Readiness.await();
    this.measurement = new Measurement(options.stats, options.profile);
    this.options = options;
    this.terminal = terminal;
    this.writing = writing;
    this.lockFile = lockFile;
    this.packages = new PackageSession(lockFile, options.mirror, options.apt, terminal::say);
    packages.use();
    this.stores = new StoreSession(options, terminal, packages::mirrors);
  }

  /**
   * Evaluates flakes, purely unless that was refused; to be called before anything is evaluated.
   */
  public void forFlakes() {
    pure = !options.impure;
  }

  public Terminal terminal() {
    return terminal;
  }

  public LocalStore store() {
    return stores.store();
  }

  /** The store with its settings and caches. */
  public StoreSession stores() {
    return stores;
  }

  /** The folder that holds {@code nix/store}. */
  public Path root() {
    return stores.root();
  }

  public Evaluator evaluator() {
    Evaluator made = evaluator;
    if (made == null) {
      StoreAccess access =
          writing
              ? new WritingStore(this::store, this::realiseForEvaluation, this::copyForEvaluation)
              : new ComputingStore(this::store, this::copyForEvaluation);
      EvaluationRecord seen =
          new EvaluationRecord(
              new DiskFiles(path -> root().resolve("nix/store").resolve(path.baseName())),
              Library.root());
      EvalSettings settings = evalSettings();
      made =
          new Evaluator(
              settings.withEnvironment(seen.watched(settings.environment())),
              access,
              seen,
              line -> {
                String text = Bytes.toUnicode(line);
                seen.say(text);
                terminal.say(text);
              },
              PROVIDERS);
      evaluator = made;
      record = seen;
    }
    return made;
  }

  /** An evaluator that has read no file yet, in place of the one there was. */
  public Evaluator freshEvaluator() {
    evaluator = null;
    return evaluator();
  }

  /** What the evaluation has looked at so far; null if nothing was evaluated. */
  @Nullable EvaluationRecord record() {
    return record;
  }

  /** The settings that decide about the result of an evaluation, as text. */
  String settings() {
    EvalSettings settings = evalSettings();
    return settings.searchPath()
        + " "
        + settings.pure()
        + settings.currentSystem()
        + settings.workingDirectory()
        + settings.home()
        + settings.maxCallDepth()
        + settings.restricted()
        + settings.allowedUris()
        + settings.importFromDerivation()
        + settings.abortOnWarn()
        + settings.traceVerbose()
        + settings.features()
        + settings.lints()
        + options.mirror
        + options.apt
        + root();
  }

  /** The lock file and what its inode says, where there is one to be read. */
  Map<String, String> lockStamp() {
    return lockFile == null
        ? Map.of()
        : Map.of(lockFile.toString(), EvaluationRecord.stamp(lockFile));
  }

  private EvalSettings evalSettings() {
    return new SessionSettings(options).evaluation(pure);
  }

  /** The session's flakes. */
  public Flakes flakes() {
    return new Flakes(evaluator());
  }

  public Realiser realiser() {
    return stores.realiser();
  }

  /** Makes outputs valid, showing progress. */
  public void realise(Collection<DerivedPath> wanted) {
    realise(realiser(), wanted);
  }

  private static void realise(Realiser realiser, Collection<DerivedPath> wanted) {
    try {
      realiser.realise(wanted);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  /** What evaluation needs is built as usual, whatever is to be done with what is asked for. */
  private void realiseForEvaluation(Collection<StorePath> paths, Collection<String> outputs) {
    realise(
        stores.ordinaryRealiser(),
        paths.stream()
            .filter(StorePath::isDerivation)
            .map(path -> DerivedPath.of(path, outputs))
            .toList());
  }

  private PathInfo copyForEvaluation(String cache, StorePath path) {
    try {
      stores.copyFrom(cache, path);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
    return store().query(path).orElseThrow();
  }

  /**
   * Writes the packages that were newly asked for to the lock; to be called once all has succeeded.
   */
  public void keepLock() {
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
    stores.close();
  }
}
