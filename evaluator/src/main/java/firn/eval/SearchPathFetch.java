package firn.eval;

import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.Registries;
import firn.eval.flake.FlakeRef;
import firn.eval.flake.FlakeRefText;
import firn.store.StorePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Entries of the search path that are fetched: archives behind URLs, channels, flakes. */
final class SearchPathFetch {
  private static final String CHANNEL = "channel:";
  private static final String FLAKE = "flake:";
  private static final List<String> URLS =
      List.of("http://", "https://", "file://", "ftp://", CHANNEL, FLAKE);

  private final EvalContext context;
  private final Map<String, Optional<String>> paths = new ConcurrentHashMap<>();

  SearchPathFetch(EvalContext context) {
    this.context = context;
  }

  static boolean isFetched(String entry) {
    return URLS.stream().anyMatch(entry::startsWith);
  }

  /** Where it lies in the store; null, after a warning, where it cannot be had. */
  @Nullable String path(String entry) {
    return paths.computeIfAbsent(entry, this::fetch).orElse(null);
  }

  private Optional<String> fetch(String entry) {
    Fetcher fetcher = new Fetcher(context.settings().fetch(), context.store(), context::log);
    try {
      StorePath path;
      String below = "";
      if (entry.startsWith(FLAKE)) {
        FlakeRef ref = FlakeRefText.parseRef(entry.substring(FLAKE.length()), "");
        Registries.Resolved resolved = new Registries(fetcher).resolve(ref.input(), false);
        path = fetcher.fetch(resolved.input()).path();
        String folder =
            ref.directory().isEmpty() ? resolved.directory().orElse("") : ref.directory();
        below = folder.isEmpty() ? "" : "/" + folder;
      } else {
        String url =
            entry.startsWith(CHANNEL)
                ? "https://channels.nixos.org/"
                    + entry.substring(CHANNEL.length())
                    + "/nixexprs.tar.xz"
                : entry;
        path = fetcher.files().fetch(url, Fetcher.NAME, true, null);
      }
      context.allow(path);
      return Optional.of(path + below);
    } catch (EvalException e) {
      context.log("warning: Nix search path entry '" + entry + "' cannot be downloaded, ignoring");
      return Optional.empty();
    }
  }
}
