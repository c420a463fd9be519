package firn.cli.store;

import firn.cli.StoreSession;
import firn.cli.StoreSettings;
import firn.cli.StoreUrls;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.build.Fetches;
import firn.store.cache.CacheWriter;
import firn.store.cache.Compression;
import firn.store.cache.SigningKey;
import firn.store.cache.Substituters;
import firn.store.cache.TrustedKeys;
import firn.store.local.LocalStore;
import firn.store.transfer.StoreCopy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copying between this store and another one, or a cache.
 *
 * @param signatures whether what comes in needs a trusted signature
 * @param recursive whether all that is referred to goes along
 */
public record Transfer(
    StoreSession session, Terminal terminal, boolean signatures, boolean recursive) {

  private @Nullable TrustedKeys required() {
    boolean wanted = signatures && session.settings().config().flag("require-sigs", true);
    return wanted ? session.settings().trustedKeys() : null;
  }

  /**
   * Copies to this store.
   *
   * @param names paths as they are called in the other store
   * @return how many were not here
   */
  public int from(String other, List<String> names) throws InterruptedException {
    if (!StoreUrls.isCache(other)) {
      try (LocalStore source = StoreUrls.local(other)) {
        return copy(source, session.store(), names);
      }
    }
    List<StorePath> wanted = names.stream().map(session::path).toList();
    TrustedKeys keys = required();
    Substituters cache =
        new Substituters(
            List.of(other),
            keys == null ? new TrustedKeys(List.of()) : keys,
            keys != null,
            terminal::warn);
    List<StorePath> missing = wanted.stream().filter(p -> !session.store().isValid(p)).toList();
    List<StorePath> plan = cache.require(session.store(), missing);
    new Fetches(session.store(), cache, session.progress(), session.settings().downloads())
        .fetch(plan);
    return plan.size();
  }

  /**
   * Copies from this store.
   *
   * @return how many were not there
   */
  public int to(String other, List<String> names) {
    if (!StoreUrls.isCache(other)) {
      try (LocalStore target = StoreUrls.local(other)) {
        return copy(session.store(), target, names);
      }
    }
    int query = other.indexOf('?');
    Map<String, String> settings = parameters(query < 0 ? "" : other.substring(query + 1));
    Path folder = StoreUrls.folderOfCache(other);
    SigningKey key =
        settings.containsKey("secret-key")
            ? StoreSettings.secretKey(settings.get("secret-key"))
            : null;
    CacheWriter writer =
        new CacheWriter(folder, Compression.byId(settings.getOrDefault("compression", "xz")), key);
    List<StorePath> roots = names.stream().map(session::path).toList();
    return recursive
        ? writer.copy(session.store(), roots)
        : writer.copyOnly(session.store(), roots);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> all = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return all;
  }

  private int copy(LocalStore source, LocalStore target, List<String> names) {
    List<StorePath> roots = names.stream().map(session::path).toList();
    Collection<StorePath> all = recursive ? source.closure(roots) : roots;
    return new StoreCopy(source, target, required()).copy(all);
  }
}
