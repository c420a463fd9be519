package firn.eval.builtin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fetchers work.
 *
 * @param cache the folder that keeps what was fetched and what is known of it
 * @param tarballTtl for how many seconds an answer that may change is taken from the cache
 * @param registries files of flake registries with their rank, first match wins; a URL is fetched
 * @param useRegistries whether registries are looked into at all
 * @param allowDirty whether a Git tree with uncommitted changes may be used
 * @param warnDirty whether that is said
 */
public record FetchSettings(
    Path cache,
    long tarballTtl,
    List<RegistrySource> registries,
    boolean useRegistries,
    boolean allowDirty,
    boolean warnDirty) {
  /** An hour, as in Nix. */
  public static final long DEFAULT_TTL = 3600;

  /** What a registry ranks as; only flags and the global one count when inputs are locked. */
  public enum Rank {
    FLAG,
    USER,
    SYSTEM,
    GLOBAL
  }

  /**
   * A registry.
   *
   * @param location a file or a URL; null for one that exists only in memory
   * @param text the registry itself, as JSON; null where it must be read
   */
  public record RegistrySource(Rank rank, @Nullable String location, @Nullable String text) {}

  /** As a process with these environment variables has it. */
  public static FetchSettings of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/");
    String cache = folder(environment, "XDG_CACHE_HOME", home + "/.cache");
    String config = folder(environment, "XDG_CONFIG_HOME", home + "/.config");
    return new FetchSettings(
        Path.of(cache, "firn", "fetch"),
        DEFAULT_TTL,
        List.of(
            new RegistrySource(Rank.USER, config + "/nix/registry.json", null),
            new RegistrySource(Rank.SYSTEM, "/etc/nix/registry.json", null)),
        true,
        true,
        true);
  }

  private static String folder(Map<String, String> environment, String name, String otherwise) {
    String given = environment.getOrDefault(name, "");
    return given.isEmpty() ? otherwise : given;
  }

  public FetchSettings withCache(Path value) {
    return new FetchSettings(value, tarballTtl, registries, useRegistries, allowDirty, warnDirty);
  }

  public FetchSettings withTarballTtl(long value) {
    return new FetchSettings(cache, value, registries, useRegistries, allowDirty, warnDirty);
  }

  /** With these registries, of which the first match wins, in the order of their ranks. */
  public FetchSettings withRegistries(List<RegistrySource> value, boolean use) {
    return new FetchSettings(cache, tarballTtl, List.copyOf(value), use, allowDirty, warnDirty);
  }

  public FetchSettings withDirty(boolean allow, boolean warn) {
    return new FetchSettings(cache, tarballTtl, registries, useRegistries, allow, warn);
  }
}
