package firn.cli;

import firn.store.StorePath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private final Session session;
  private final Path file;

  /**
   * @param configuration the configuration file
   * @param settings what else decides about the result, as text
   */
  EvaluationCache(Session session, Path configuration, String settings) {
    this.session = session;
    this.file = folder().resolve(key(configuration + "\n" + settings + "\n" + program()) + ".json");
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
  private static String program() {
    StringBuilder out = new StringBuilder();
    for (String part : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
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
        String value = System.getenv().getOrDefault(variable.getKey(), "");
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
      if (!session.store().isValid(system)) {
        return null;
      }
      entry.path("said").forEach(line -> session.terminal().say(line.stringValue()));
      return system;
    } catch (IOException | JacksonException e) {
      // There is none yet, or another version wrote it.
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
