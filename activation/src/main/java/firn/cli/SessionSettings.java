package firn.cli;

import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.builtin.FetchSettings;
import firn.eval.builtin.FetchSettings.Rank;
import firn.eval.builtin.FetchSettings.RegistrySource;
import firn.eval.config.NixConfiguration;
import firn.eval.flake.FlakeRef;
import firn.eval.flake.FlakeRefText;
import firn.eval.print.JsonText;
import firn.eval.value.Bytes;
import firn.modules.Library;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a command evaluates: what its options, the environment and {@code nix.conf} say. */
final class SessionSettings {
  private final SessionOptions options;
  private final Map<String, String> environment = System.getenv();
  private final NixConfiguration configuration = NixConfiguration.of(environment);

  SessionSettings(SessionOptions options) {
    this.options = options;
    for (int i = 0; i + 1 < options.settings.size(); i += 2) {
      configuration.set(options.settings.get(i), options.settings.get(i + 1));
    }
    if (options.allowedUris != null) {
      configuration.set("allowed-uris", options.allowedUris);
    }
    if (options.maxCallDepth != null) {
      configuration.set("max-call-depth", options.maxCallDepth.toString());
    }
    if (options.tarballTtl != null) {
      configuration.set("tarball-ttl", options.tarballTtl.toString());
    }
    options.features.forEach(names -> configuration.set("extra-experimental-features", names));
    options.lints.forEach(configuration::set);
    flag(options.refresh, "tarball-ttl", "0");
    flag(options.pure, "pure-eval", "true");
    flag(options.impure, "pure-eval", "false");
    flag(options.restricted, "restrict-eval", "true");
    flag(options.abortOnWarn, "abort-on-warn", "true");
    flag(options.traceVerbose, "trace-verbose", "true");
  }

  private void flag(boolean given, String name, String value) {
    if (given) {
      configuration.set(name, value);
    }
  }

  NixConfiguration configuration() {
    return configuration;
  }

  /**
   * The settings.
   *
   * @param pure whether evaluation is pure where nothing else is said
   */
  EvalSettings evaluation(boolean pure) {
    EvalSettings settings = configuration.apply(EvalSettings.ofProcess().withPure(pure));
    return settings
        .change()
        .searchPath(searchPath(settings.pure()))
        .fallback(settings.pure() ? List.of() : fallback())
        .features(features())
        .abortOnWarn(
            settings.abortOnWarn()
                || List.of("1", "true", "yes")
                    .contains(environment.getOrDefault("NIX_ABORT_ON_WARN", "")))
        .fetch(settings.fetch().withRegistries(registries(settings.fetch()), useRegistries()))
        .build();
  }

  private boolean useRegistries() {
    return !options.noRegistries && configuration.flag("use-registries", true);
  }

  private List<SearchPathEntry> searchPath(boolean pure) {
    List<SearchPathEntry> entries = new ArrayList<>();
    options.include.forEach(entry -> entries.add(SearchPathEntry.parse(entry)));
    if (pure) {
      return entries;
    }
    String inherited = environment.get("NIX_PATH");
    if (inherited == null || isGiven("nix-path")) {
      entries.addAll(configuration.searchPath());
    } else {
      entries.addAll(NixConfiguration.parseSearchPath(inherited));
      if (isGiven("extra-nix-path")) {
        entries.addAll(configuration.searchPath());
      }
    }
    return entries;
  }

  /** Whether a setting stands on the command line, which comes before the environment. */
  private boolean isGiven(String name) {
    for (int i = 0; i + 1 < options.settings.size(); i += 2) {
      if (options.settings.get(i).equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Where the user supplies no package set, <nixpkgs> is the one that comes with Firn. */
  private static List<SearchPathEntry> fallback() {
    return List.of(new SearchPathEntry("nixpkgs", Library.root().toString()));
  }

  /** Firn's own commands know what Nix's must be told to know. */
  private Set<String> features() {
    Set<String> features = new HashSet<>(configuration.words("experimental-features"));
    if (!options.asNix()) {
      features.add("pipe-operators");
    }
    return features;
  }

  private List<RegistrySource> registries(FetchSettings fetch) {
    List<RegistrySource> all = new ArrayList<>();
    for (int i = 0; i + 1 < options.overrideFlakes.size(); i += 2) {
      all.add(
          new RegistrySource(
              Rank.FLAG,
              "--override-flake",
              registry(options.overrideFlakes.get(i), options.overrideFlakes.get(i + 1))));
    }
    all.addAll(fetch.registries());
    String global =
        options.flakeRegistry != null
            ? options.flakeRegistry
            : configuration.text("flake-registry").orElse("");
    if (!global.isEmpty()) {
      all.add(new RegistrySource(Rank.GLOBAL, global, null));
    }
    // As with <nixpkgs>: where nobody says what nixpkgs is, it is the one that comes with Firn.
    all.add(new RegistrySource(Rank.GLOBAL, "firn", ownRegistry()));
    return all;
  }

  /**
   * Every command makes this one, and few read it: it is written without what JSON libraries load.
   */
  private static String ownRegistry() {
    StringBuilder path = new StringBuilder();
    JsonText.quote(Bytes.ofUnicode(Library.root().toString()), path);
    return "{\"version\":2,\"flakes\":[{\"from\":{\"id\":\"nixpkgs\",\"type\":\"indirect\"},\"to\":{\"path\":"
        + Bytes.toUnicode(path.toString())
        + ",\"type\":\"path\"}}]}";
  }

  /** A registry of one entry, as json. */
  private static String registry(String from, String to) {
    String directory = System.getProperty("user.dir", "/");
    FlakeRef target = FlakeRefText.parse(Bytes.ofUnicode(to), directory, true).ref();
    JsonMapper json = new JsonMapper();
    ObjectNode entry = json.createObjectNode();
    entry.set(
        "from",
        FlakeRefText.parse(Bytes.ofUnicode(from), directory, true).ref().attributes().toJson());
    entry.set("to", target.attributes().toJson());
    ArrayNode flakes = json.createArrayNode();
    flakes.add(entry);
    ObjectNode whole = json.createObjectNode();
    whole.put("version", 2);
    whole.set("flakes", flakes);
    return json.writeValueAsString(whole);
  }
}
