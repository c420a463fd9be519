package firn.cli;

import firn.store.StoreException;
import firn.store.build.BuildMode;
import firn.store.build.BuildSettings;
import firn.store.build.Fetches;
import firn.store.build.MirrorResolver;
import firn.store.build.SandboxShell;
import firn.store.cache.NarInfoCache;
import firn.store.cache.SigningKey;
import firn.store.cache.Substituters;
import firn.store.cache.TrustedKeys;
import firn.store.config.NixConfig;
import firn.store.local.GarbageCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to build, and which caches to believe: {@code nix.conf}, then the command's own options. No
 * cache and no key is known without being named: Firn trusts nobody that its user did not name.
 */
public final class StoreSettings {
  private static final int MONTH = 30 * 24 * 3600;
  private static final int HOUR = 3600;

  private final BuildOptions options;
  private final NixConfig config;

  public StoreSettings(BuildOptions options) {
    this.options = options;
    this.config = NixConfig.ofEnvironment(System.getenv());
    for (int i = 0; i + 1 < options.settings.size(); i += 2) {
      config.set(options.settings.get(i), options.settings.get(i + 1));
    }
    if (options.substituters != null) {
      config.set("substituters", options.substituters);
    }
    if (options.trustedKeys != null) {
      config.set("trusted-public-keys", options.trustedKeys);
    }
  }

  public NixConfig config() {
    return config;
  }

  /** How to build. */
  public BuildSettings build(MirrorResolver mirrors) {
    boolean keepFailed = options.keepFailed || config.flag("keep-failed", false);
    boolean keepGoing = options.keepGoing || config.flag("keep-going", false);
    BuildSettings settings =
        BuildSettings.defaults()
            .withJobs(jobs())
            .withCores(options.cores != null ? options.cores : config.number("cores", 0))
            .withKeep(keepGoing, keepFailed)
            .withLimits(
                seconds("timeout", options.timeout), seconds("max-silent-time", options.maxSilent))
            .withMirrors(mirrors)
            .withFallback(options.fallback || config.flag("fallback", false))
            .withDownloads(downloads())
            .withFilterCalls(config.flag("filter-syscalls", true))
            .withAutoOptimise(config.flag("auto-optimise-store", false))
            .withMode(
                options.check
                    ? BuildMode.CHECK
                    : options.repair ? BuildMode.REPAIR : BuildMode.NORMAL);
    Set<String> systems = new HashSet<>(settings.systems());
    config.get("system").ifPresent(systems::add);
    systems.addAll(config.words("extra-platforms"));
    return settings
        .withSystems(systems)
        .withFeatures(new HashSet<>(config.words("system-features")))
        .withSandbox(settings.sandbox(), sandboxPaths());
  }

  /** How many downloads run at the same time. */
  public int downloads() {
    int connections = config.number("http-connections", Fetches.AT_ONCE);
    return connections == 0 ? Fetches.AT_ONCE : connections;
  }

  /** {@code auto} and what cannot be counted with mean one for each processor. */
  private int jobs() {
    int processors = Runtime.getRuntime().availableProcessors();
    String asked = options.jobs != null ? options.jobs : config.get("max-jobs").orElse("auto");
    if (asked.equals("auto")) {
      return processors;
    }
    if (!asked.matches("[0-9]{1,6}")) {
      throw new CommandException(
          ExitCode.USAGE, "'" + asked + "' is no number of builds", "give a number, or auto");
    }
    return Integer.parseInt(asked);
  }

  private Duration seconds(String name, @org.jspecify.annotations.Nullable Integer given) {
    return Duration.ofSeconds(given != null ? given : config.number(name, 0));
  }

  /** {@code INSIDE}, or {@code INSIDE=OUTSIDE}; {@code ?} at the end where it may be missing. */
  private Map<String, Path> sandboxPaths() {
    Map<String, Path> paths = new LinkedHashMap<>();
    SandboxShell.find().ifPresent(shell -> paths.put("/bin/sh", shell));
    for (String word : config.words("sandbox-paths")) {
      boolean optional = word.endsWith("?");
      String entry = optional ? word.substring(0, word.length() - 1) : word;
      int equals = entry.indexOf('=');
      Path outside = Path.of(entry.substring(equals + 1));
      if (!optional || Files.exists(outside)) {
        paths.put(equals < 0 ? entry : entry.substring(0, equals), outside);
      }
    }
    return paths;
  }

  /** The caches to take from. */
  public Substituters substituters(Terminal terminal) {
    List<String> urls = new ArrayList<>(config.words("substituters"));
    if (!config.flag("substitute", true) || urls.isEmpty()) {
      return Substituters.none();
    }
    return new Substituters(
        urls,
        trustedKeys(),
        config.flag("require-sigs", true),
        NarInfoCache.open(
            cacheFolder().resolve("narinfo.sqlite"),
            Duration.ofSeconds(config.number("narinfo-cache-positive-ttl", MONTH)),
            Duration.ofSeconds(config.number("narinfo-cache-negative-ttl", HOUR)),
            Clock.systemUTC()),
        terminal::warn);
  }

  /** One cache that is named, for what an expression wants from it. */
  Substituters substituters(String cache, Terminal terminal) {
    return new Substituters(
        List.of(cache), trustedKeys(), config.flag("require-sigs", true), terminal::warn);
  }

  /** The keys whose signatures count: those named, and those of the secret keys at hand. */
  public TrustedKeys trustedKeys() {
    List<String> keys = new ArrayList<>(config.words("trusted-public-keys"));
    config.words("secret-key-files").forEach(file -> keys.add(secretKey(file).publicText()));
    return new TrustedKeys(keys);
  }

  /**
   * Reads a secret key.
   *
   * @throws StoreException if the file cannot be read
   */
  public static SigningKey secretKey(String file) {
    try {
      return SigningKey.parse(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      throw new StoreException("cannot read the secret key in '" + file + "'", e);
    }
  }

  /** What garbage collection keeps besides what roots reach. */
  public GarbageCollector.Policy garbagePolicy() {
    return new GarbageCollector.Policy(
        config.flag("keep-derivations", true), config.flag("keep-outputs", false));
  }

  private static Path cacheFolder() {
    String home = System.getenv("XDG_CACHE_HOME");
    Path base =
        home != null && home.startsWith("/")
            ? Path.of(home)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("firn");
  }
}
