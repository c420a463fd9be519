package firn.cli;

import firn.packages.PackageSession;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.build.BuildListener;
import firn.store.build.BuildMode;
import firn.store.build.BuildSettings;
import firn.store.build.Fetches;
import firn.store.build.MirrorResolver;
import firn.store.build.Realiser;
import firn.store.build.Repairer;
import firn.store.cache.CacheReader;
import firn.store.cache.Substituters;
import firn.store.local.LocalStore;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command's store, with the settings and caches that go with it, opened when first needed. */
public final class StoreSession implements AutoCloseable {
  private static final int MAX_LINKS = 40;

  private final BuildOptions options;
  private final Terminal terminal;
  private final MirrorResolver mirrors;
  private @Nullable LocalStore store;
  private @Nullable StoreSettings settings;
  private @Nullable Substituters substituters;

  /**
   * @param mirrors where {@code mirror://} URLs of derivations lead
   */
  StoreSession(BuildOptions options, Terminal terminal, MirrorResolver mirrors) {
    this.options = options;
    this.terminal = terminal;
    this.mirrors = mirrors;
  }

  /** For a command that evaluates nothing. */
  public static StoreSession open(BuildOptions options, Terminal terminal) {
    PackageSession packages = new PackageSession(null, options.mirror, terminal::say);
    return new StoreSession(options, terminal, packages::mirrors);
  }

  /**
   * The folder that holds {@code nix/store}.
   *
   * @throws CommandException if a cache was named in its place
   */
  public Path root() {
    if (options.cache != null) {
      throw StoreUrls.refused(options.cache);
    }
    return options.store == null ? LocalStore.defaultRoot() : options.store.toAbsolutePath();
  }

  /** The store, opened when first asked for, by whichever thread evaluates. */
  public synchronized LocalStore store() {
    LocalStore open = store;
    if (open == null) {
      Readiness.awaitStore();
      open = LocalStore.open(root());
      store = open;
    }
    return open;
  }

  /** What {@code nix.conf} and the options say of builds and caches. */
  public StoreSettings settings() {
    StoreSettings known = settings;
    if (known == null) {
      known = new StoreSettings(options);
      settings = known;
    }
    return known;
  }

  /** The cache that was named in the place of a store; null if none was. */
  public @Nullable CacheReader cache() throws IOException, InterruptedException {
    return options.cache == null ? null : StoreUrls.open(options.cache);
  }

  /** The caches to take from. */
  public Substituters substituters() {
    Substituters known = substituters;
    if (known == null) {
      known = settings().substituters(terminal);
      substituters = known;
    }
    return known;
  }

  /** Copies a path and all it refers to from one cache, if it is not here. */
  void copyFrom(String cache, StorePath path) throws InterruptedException {
    if (store().isValid(path)) {
      return;
    }
    Substituters one = settings().substituters(cache, terminal);
    List<StorePath> plan = one.require(store(), List.of(path));
    new Fetches(store(), one, progress(), settings().downloads()).fetch(plan);
  }

  public Realiser realiser() {
    return realiser(buildSettings());
  }

  /** Builds what is needed on the way, whatever is to be done with what is asked for. */
  Realiser ordinaryRealiser() {
    return realiser(buildSettings().withMode(BuildMode.NORMAL));
  }

  /** Builds what is missing, for somebody else, who has looked into caches. */
  public Realiser buildingRealiser(Duration timeout, Duration maxSilent, boolean keepFailed) {
    BuildSettings ours = buildSettings();
    return new Realiser(
        store(),
        ours.withLimits(timeout, maxSilent).withKeep(ours.keepGoing(), keepFailed),
        progress());
  }

  private Realiser realiser(BuildSettings how) {
    return new Realiser(store(), how, substituters(), progress());
  }

  private BuildSettings buildSettings() {
    return settings().build(mirrors);
  }

  public Repairer repairer() {
    return new Repairer(store(), substituters(), buildSettings(), progress());
  }

  /** Shows builds and downloads. */
  public BuildListener progress() {
    return new BuildProgress(terminal, options.printBuildLogs);
  }

  /**
   * The store path that an argument means: a path in the store, logical or physical, or below one,
   * or links that lead there.
   *
   * @throws CommandException if it leads elsewhere
   */
  public StorePath path(String argument) {
    String prefix =
        options.cache == null
            ? PathBytes.of(store().layout().storeDir()) + "/"
            : StorePath.STORE_DIR + "/";
    String at = argument;
    try {
      for (int i = 0; i < MAX_LINKS; i++) {
        String logical =
            at.startsWith(prefix) ? StorePath.STORE_DIR + "/" + at.substring(prefix.length()) : at;
        if (StorePath.isInStore(logical)) {
          return StorePath.containing(logical);
        }
        String file = PathBytes.of(PathBytes.toPath(at).toAbsolutePath().normalize());
        if (!Posix.exists(file) || !Posix.status(file).isSymlink()) {
          break;
        }
        String target = Posix.readLink(file);
        at =
            target.startsWith("/") ? target : file.substring(0, file.lastIndexOf('/') + 1) + target;
      }
    } catch (IOException e) {
      throw new StoreException("cannot follow '" + argument + "': " + e.getMessage(), e);
    }
    throw new CommandException(ExitCode.EXPRESSION, "'" + argument + "' is not in the store", null);
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
