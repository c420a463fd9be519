package firn.eval.config;

import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.store.StoreException;
import firn.store.config.NixConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the settings of {@code nix.conf} say of evaluation. */
public final class NixConfiguration {
  private final NixConfig values;

  private NixConfiguration(NixConfig values) {
    this.values = values;
  }

  /**
   * Reads the files that these environment variables name.
   *
   * @throws StoreException if a file is not understood
   */
  public static NixConfiguration of(Map<String, String> environment) {
    return new NixConfiguration(NixConfig.ofEnvironment(environment));
  }

  /** Sets a value; {@code extra-NAME} adds to the list that is there. */
  public void set(String name, String value) {
    values.set(name, value);
  }

  /** A value as it stands. */
  public Optional<String> text(String name) {
    return values.get(name);
  }

  /** The words of a value; none where it is not set. */
  public List<String> words(String name) {
    return values.words(name);
  }

  /**
   * A truth value.
   *
   * @throws StoreException if it is none
   */
  public boolean flag(String name, boolean otherwise) {
    return values.flag(name, otherwise);
  }

  /** The entries of {@code nix-path}, for use where {@code NIX_PATH} is not set. */
  public List<SearchPathEntry> searchPath() {
    return words("nix-path").stream().map(SearchPathEntry::parse).toList();
  }

  /** The settings with what stands here put in; the search path is left alone. */
  public EvalSettings apply(EvalSettings settings) {
    EvalSettings.Builder changed =
        settings
            .change()
            .pure(flag("pure-eval", settings.pure()))
            .restricted(flag("restrict-eval", settings.restricted()))
            .maxCallDepth(values.number("max-call-depth", settings.maxCallDepth()))
            .importFromDerivation(
                flag("allow-import-from-derivation", settings.importFromDerivation()))
            .traceVerbose(flag("trace-verbose", settings.traceVerbose()))
            .abortOnWarn(flag("abort-on-warn", settings.abortOnWarn()))
            .fetch(
                settings
                    .fetch()
                    .withTarballTtl(
                        values.number("tarball-ttl", (int) settings.fetch().tarballTtl()))
                    .withDirty(flag("allow-dirty", true), flag("warn-dirty", true)));
    Map<String, String> lints = new TreeMap<>(values.startingWith("lint-"));
    lints.values().removeIf("ignore"::equals);
    changed.lints(lints);
    if (!words("allowed-uris").isEmpty()) {
      changed.allowedUris(words("allowed-uris"));
    }
    text("system").ifPresent(changed::currentSystem);
    text("eval-system").filter(system -> !system.isEmpty()).ifPresent(changed::currentSystem);
    return changed.build();
  }

  /** Splits {@code NIX_PATH} at its colons, those of URLs left out. */
  public static List<SearchPathEntry> parseSearchPath(String text) {
    List<SearchPathEntry> entries = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean ends = i == text.length() || text.charAt(i) == ':' && !isUrl(text, start, i);
      if (ends) {
        if (i > start) {
          entries.add(SearchPathEntry.parse(text.substring(start, i)));
        }
        start = i + 1;
      }
    }
    return entries;
  }

  /** Whether the colon at {@code i} belongs to a URL rather than ending an entry. */
  private static boolean isUrl(String text, int start, int i) {
    String entry = text.substring(start, i);
    String value = entry.substring(entry.indexOf('=') + 1);
    return text.startsWith("://", i)
        || value.equals("channel")
        || value.equals("flake")
        || value.startsWith("flake:") && !value.contains("/")
        || value.matches("[a-z+]+://[^/]*")
            && i + 1 < text.length()
            && Character.isDigit(text.charAt(i + 1));
  }
}
