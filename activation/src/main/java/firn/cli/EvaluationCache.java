package firn.cli;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers what system a configuration came to, with all that its evaluation looked at: while none
 * of that has changed, the system is known without evaluating. One file per configuration and
 * setting, in {@code $XDG_CACHE_HOME/firn/evaluations}.
 */
final class EvaluationCache {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LocalStore store;
  private final Consumer<String> say;
  private final Map<String, String> environment;
  private final Path file;

  /**
   * @param store where the systems are
   * @param say who is told again what the evaluation said
   * @param environment what the variables that were asked for are compared with
   * @param file where the result is remembered
   */
  EvaluationCache(
      LocalStore store, Consumer<String> say, Map<String, String> environment, Path file) {
    this.store = store;
    this.say = say;
    this.environment = environment;
    this.file = file;
  }

  /**
   * The cache of a session's evaluation of a configuration.
   *
   * @param settings what else decides about the result, as text
   */
  static EvaluationCache of(Session session, Path configuration, String settings) {
    String program = program(System.getProperty("java.class.path", ""));
    return new EvaluationCache(
        session.store(),
        session.terminal()::say,
        System.getenv(),
        file(folder(), configuration, settings, program));
  }

  /** Where the result for a configuration, settings and version of Firn is remembered. */
  static Path file(Path folder, Path configuration, String settings, String program) {
    return folder.resolve(key(configuration + "\n" + settings + "\n" + program) + ".json");
  }

  private static Path folder() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home", "/root"), ".cache")
            : Path.of(configured);
    return base.resolve("firn/evaluations");
  }

  /** The program itself: another one may come to another result. */
  static String program(String classPath) {
    StringBuilder out = new StringBuilder();
    for (String part : classPath.split(File.pathSeparator)) {
      File entry = new File(part);
      out.append(part).append(entry.length()).append(' ').append(entry.lastModified()).append('\n');
    }
    return out.toString();
  }

  private static String key(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The system, if nothing has changed and it is in the store. */
  @Nullable StorePath find() {
    try {
      JsonNode entry = JSON.readTree(Files.readString(file));
      for (Map.Entry<String, JsonNode> variable : entry.path("variables").properties()) {
        String value = environment.getOrDefault(variable.getKey(), "");
        if (!value.equals(variable.getValue().stringValue())) {
          return null;
        }
      }
      for (Map.Entry<String, JsonNode> stamp : entry.path("files").properties()) {
        String now = EvaluationRecord.stamp(Path.of(stamp.getKey()));
        if (!now.equals(stamp.getValue().stringValue())) {
          return null;
        }
      }
      StorePath system = StorePath.containing(entry.path("system").stringValue());
      if (!store.isValid(system)) {
        return null;
      }
      List<String> said = new ArrayList<>();
      entry.path("said").forEach(line -> said.add(line.stringValue()));
      said.forEach(say);
      return system;
    } catch (IOException | JacksonException | StoreException e) {
      // There is none yet, or what is there is damaged.
      return null;
    }
  }

  /**
   * Remembers a system.
   *
   * @param lock the stamp that the lock file had before the evaluation
   */
  void keep(StorePath system, EvaluationRecord seen, Map<String, String> lock) {
    if (!seen.isComplete()) {
      return;
    }
    Map<String, String> files = new TreeMap<>(lock);
    seen.stamps()
        .forEach((path, stamp) -> {
          if (path.startsWith("/")) {
            files.put(path, stamp);
          }
        });
    String text =
        JSON.writeValueAsString(
            Map.of(
                "system", system.toString(),
                "files", files,
                "variables", seen.variables(),
                "said", List.copyOf(seen.said())));
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".fresh", ".json");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // A cache that cannot be written is none; the result stands.
      return;
    }
  }
}
