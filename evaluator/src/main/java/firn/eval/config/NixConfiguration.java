package firn.eval.config;

import firn.eval.builtin.EvalSettings;
import firn.eval.builtin.EvalSettings.SearchPathEntry;
import firn.eval.error.EvalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of {@code nix.conf} (Nix manual, "nix.conf"): of the system, of the user, of {@code
 * NIX_CONFIG}, and of the command line, the later winning. Settings that are not Firn's are kept
 * and disturb nothing.
 */
public final class NixConfiguration {
  private static final String EXTRA = "extra-";

  private final Map<String, String> values = new TreeMap<>();

  /**
   * Reads the files that these environment variables name.
   *
   * @throws EvalException if a file is not understood
   */
  public static NixConfiguration of(Map<String, String> environment) {
    NixConfiguration configuration = new NixConfiguration();
    Path system = Path.of(variable(environment, "NIX_CONF_DIR").orElse("/etc/nix"), "nix.conf");
    configuration.file(system, false);
    Optional<String> named = variable(environment, "NIX_USER_CONF_FILES");
    if (named.isPresent()) {
      List<String> files = new ArrayList<>(Arrays.asList(named.get().split(":")));
      files.reversed().forEach(file -> configuration.file(Path.of(file), false));
    } else {
      String home = environment.getOrDefault("HOME", "/");
      String folder = variable(environment, "XDG_CONFIG_HOME").orElse(home + "/.config");
      configuration.file(Path.of(folder, "nix", "nix.conf"), false);
    }
    variable(environment, "NIX_CONFIG")
        .ifPresent(text -> configuration.lines(text, "NIX_CONFIG", Path.of("/")));
    return configuration;
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private void file(Path file, boolean required) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      if (required) {
        throw new EvalException("file '" + file + "' cannot be read", e);
      }
      return;
    }
    lines(text, file.toString(), file);
  }

  private void lines(String text, String source, Path file) {
    for (String whole : text.lines().toList()) {
      int comment = whole.indexOf('#');
      String line = (comment < 0 ? whole : whole.substring(0, comment)).strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] words = line.split("\\s+");
      if (words.length == 2 && (words[0].equals("include") || words[0].equals("!include"))) {
        file(file.resolveSibling(words[1]), words[0].equals("include"));
      } else if (words.length >= 2 && words[1].equals("=")) {
        set(words[0], String.join(" ", Arrays.copyOfRange(words, 2, words.length)));
      } else {
        throw new EvalException("illegal configuration line '" + line + "' in '" + source + "'");
      }
    }
  }

  /** Sets a value; {@code extra-NAME} adds to the list that is there. */
  public void set(String name, String value) {
    if (name.startsWith(EXTRA)) {
      String base = name.substring(EXTRA.length());
      values.merge(base, value, (old, more) -> old + " " + more);
    } else {
      values.put(name, value);
    }
  }

  /** A value as it stands. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The words of a value; none where it is not set. */
  public List<String> words(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split("\\s+")))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /**
   * A truth value.
   *
   * @throws EvalException if it is none
   */
  public boolean flag(String name, boolean otherwise) {
    return switch (values.getOrDefault(name, "")) {
      case "" -> otherwise;
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default ->
          throw new EvalException(
              "Boolean setting '" + name + "' has invalid value '" + values.get(name) + "'");
    };
  }

  /**
   * A number.
   *
   * @throws EvalException if it is none
   */
  public long number(String name, long otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new EvalException("setting '" + name + "' has invalid value '" + value + "'", e);
    }
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
            .maxCallDepth((int) number("max-call-depth", settings.maxCallDepth()))
            .importFromDerivation(
                flag("allow-import-from-derivation", settings.importFromDerivation()))
            .traceVerbose(flag("trace-verbose", settings.traceVerbose()))
            .abortOnWarn(flag("abort-on-warn", settings.abortOnWarn()))
            .fetch(
                settings
                    .fetch()
                    .withTarballTtl(number("tarball-ttl", settings.fetch().tarballTtl()))
                    .withDirty(flag("allow-dirty", true), flag("warn-dirty", true)));
    Map<String, String> lints = new TreeMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith("lint-") && !value.equals("ignore")) {
        lints.put(name, value);
      }
    });
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
