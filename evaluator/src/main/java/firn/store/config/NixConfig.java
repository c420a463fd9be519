package firn.store.config;

import firn.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings by name, from what later sources say over what earlier ones say (Nix manual,
 * "nix.conf"): {@code NAME = VALUE} sets, {@code extra-NAME = VALUE} adds words, {@code include
 * FILE} and {@code !include FILE} read another file, what follows {@code #} is a comment. Names
 * that nobody asks for are kept and do nothing.
 */
public final class NixConfig {
  private static final int MAX_INCLUDES = 32;

  /** Old names. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "binary-caches", "substituters",
          "trusted-binary-caches", "trusted-substituters",
          "binary-cache-public-keys", "trusted-public-keys",
          "build-max-jobs", "max-jobs",
          "build-cores", "cores",
          "build-timeout", "timeout",
          "build-max-silent-time", "max-silent-time",
          "build-fallback", "fallback",
          "build-use-substitutes", "substitute",
          "build-sandbox-paths", "sandbox-paths");

  private final Map<String, String> values = new LinkedHashMap<>();

  /** With the features of this machine, for others may be added to them. */
  public NixConfig() {
    values.put("system-features", String.join(" ", thisMachinesFeatures()));
  }

  /** What a machine may be asked for that is configured no further. */
  public static List<String> thisMachinesFeatures() {
    List<String> features = new ArrayList<>(List.of("benchmark", "big-parallel", "nixos-test"));
    Path kvm = Path.of("/dev/kvm");
    if (Files.isReadable(kvm) && Files.isWritable(kvm)) {
      features.add("kvm");
    }
    return features;
  }

  /**
   * What this process's environment leads to: {@code nix.conf} of the machine and of the user, and
   * {@code NIX_CONFIG}.
   *
   * @throws StoreException if a file is there and cannot be read, or is malformed
   */
  public static NixConfig ofEnvironment(Map<String, String> environment) {
    NixConfig config = new NixConfig();
    Path system = Path.of(environment.getOrDefault("NIX_CONF_DIR", "/etc/nix"), "nix.conf");
    if (Files.exists(system)) {
      config.readFile(system, 0);
    }
    for (Path file : userFiles(environment).reversed()) {
      if (Files.exists(file)) {
        config.readFile(file, 0);
      }
    }
    config.read(
        environment.getOrDefault("NIX_CONFIG", ""), Path.of("/NIX_CONFIG"), "NIX_CONFIG", 0);
    return config;
  }

  /** Best first. */
  private static List<Path> userFiles(Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    String named = environment.get("NIX_USER_CONF_FILES");
    if (named != null) {
      for (String file : named.split(":", -1)) {
        if (!file.isEmpty()) {
          files.add(Path.of(file));
        }
      }
      return files;
    }
    String home = environment.getOrDefault("HOME", "/");
    files.add(
        Path.of(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config"), "nix/nix.conf"));
    for (String folder : environment.getOrDefault("XDG_CONFIG_DIRS", "/etc/xdg").split(":", -1)) {
      if (folder.startsWith("/")) {
        files.add(Path.of(folder, "nix/nix.conf"));
      }
    }
    return files;
  }

  private void readFile(Path file, int depth) {
    if (depth > MAX_INCLUDES) {
      throw new StoreException("'" + file + "' is included by itself");
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      read(text, file, file.toString(), depth);
    } catch (IOException e) {
      throw new StoreException("cannot read the settings in '" + file + "'", e);
    }
  }

  private void read(String text, Path file, String name, int depth) {
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      int hash = raw.indexOf('#');
      String line = (hash < 0 ? raw : raw.substring(0, hash)).strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] words = line.split("[ \t\r]+", 2);
      if (words.length == 2 && (words[0].equals("include") || words[0].equals("!include"))) {
        Path other = file.toAbsolutePath().resolveSibling(words[1]);
        if (Files.exists(other)) {
          readFile(other, depth + 1);
        } else if (words[0].equals("include")) {
          throw new StoreException(
              "%s:%d: the file '%s' does not exist".formatted(name, number, other));
        }
        continue;
      }
      int equals = line.indexOf('=');
      String key = equals < 0 ? "" : line.substring(0, equals).strip();
      if (key.isEmpty() || key.contains(" ")) {
        throw new StoreException("%s:%d: '%s' is not NAME = VALUE".formatted(name, number, line));
      }
      set(key, line.substring(equals + 1).strip().replaceAll("[ \t]+", " "));
    }
  }

  /** Sets one, or adds to it where the name starts with {@code extra-}. */
  public void set(String name, String value) {
    if (name.startsWith("extra-")) {
      String real = name(name.substring("extra-".length()));
      String before = values.getOrDefault(real, "");
      values.put(real, (before + " " + value).strip());
    } else {
      values.put(name(name), value);
    }
  }

  private static String name(String name) {
    return ALIASES.getOrDefault(name, name);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** All settings whose names start so, by name. */
  public Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new LinkedHashMap<>(values);
    found.keySet().removeIf(name -> !name.startsWith(prefix));
    return found;
  }

  /** The words of a setting; none where it is not set. */
  public List<String> words(String name) {
    String value = values.getOrDefault(name, "");
    return value.isEmpty() ? List.of() : List.of(value.split(" +"));
  }

  /**
   * A setting that is {@code true} or {@code false}.
   *
   * @throws StoreException if it is neither
   */
  public boolean flag(String name, boolean otherwise) {
    String value = values.get(name);
    return switch (value == null ? "" : value) {
      case "" -> otherwise;
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default ->
          throw new StoreException(
              "the setting '" + name + "' is '" + value + "' and not true or false");
    };
  }

  /**
   * A number of at least 0.
   *
   * @throws StoreException if it is none
   */
  public int number(String name, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw new StoreException("the setting '" + name + "' is '" + value + "' and not a number");
    }
    return Integer.parseInt(value);
  }
}
