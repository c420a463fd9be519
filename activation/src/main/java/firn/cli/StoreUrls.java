package firn.cli;

import firn.store.cache.CacheReader;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stores are called on command lines: folders, or caches by URL. */
public final class StoreUrls {
  private static final Pattern CACHE = Pattern.compile("(file|https?):.*");
  private static final Pattern URL = Pattern.compile("(file:|[a-z][a-z0-9+.-]*://).*");
  private static final String ROOT = "local?root=";

  /** Nix's names for the store that is used where none is named. */
  private static final Set<String> USUAL = Set.of("auto", "local", "daemon", "");

  private StoreUrls() {}

  /** Whether it is a URL, whatever of. */
  static boolean isUrl(String name) {
    return URL.matcher(name).matches();
  }

  /** Whether it is the URL of a binary cache. */
  public static boolean isCache(String name) {
    return CACHE.matcher(name).matches();
  }

  /**
   * The folder that holds {@code nix/store}; null for the usual one.
   *
   * @throws CommandException if it is a store of a kind that there is not
   */
  public static @Nullable Path folder(String name) {
    if (USUAL.contains(name)) {
      return null;
    }
    if (isUrl(name)) {
      throw refused(name);
    }
    return Path.of(name.startsWith(ROOT) ? name.substring(ROOT.length()) : name);
  }

  /**
   * The folder of a cache that can be written to, without its parameters.
   *
   * @throws CommandException if it is not one on this machine
   */
  public static Path folderOfCache(String url) {
    if (!url.startsWith("file:")) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "a cache is written as a folder, file:FOLDER, not '" + url + "'",
          null);
    }
    return Path.of(URI.create(url.replaceFirst("\\?.*", "")).getPath());
  }

  /** The store in a folder, or the usual one. */
  public static LocalStore local(String name) {
    Path folder = folder(name);
    return LocalStore.open(folder == null ? LocalStore.defaultRoot() : folder.toAbsolutePath());
  }

  /** What a command says that cannot work on what a URL names. */
  public static CommandException refused(String url) {
    return isCache(url)
        ? new CommandException(
            ExitCode.EXPRESSION,
            "this command works on a store in a folder, not on the cache '" + url + "'",
            "To take paths from it: firn store copy --from '" + url + "' PATH")
        : new CommandException(
            ExitCode.EXPRESSION,
            "'" + url + "' is no store that Firn can use",
            "Name the folder that holds nix/store, or a cache by file:, http: or https:.");
  }

  /**
   * Looks into the cache that a URL names.
   *
   * @throws CommandException if it names something else
   */
  public static CacheReader open(String url) throws IOException, InterruptedException {
    if (!isCache(url)) {
      throw refused(url);
    }
    return CacheReader.open(url);
  }
}
