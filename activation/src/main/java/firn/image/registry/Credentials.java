package firn.image.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names and passwords for registries, from the files that podman, skopeo and docker write
 * (containers-auth.json(5)): the first of {@code $REGISTRY_AUTH_FILE}, {@code
 * $XDG_RUNTIME_DIR/containers/auth.json}, {@code ~/.config/containers/auth.json}, {@code
 * $DOCKER_CONFIG/config.json} and {@code ~/.docker/config.json} that knows the registry. Programs
 * that keep passwords ({@code credHelpers}) are not run.
 *
 * @param files the files, the first to be asked first
 */
public record Credentials(List<Path> files) {
  private static final JsonMapper JSON = new JsonMapper();

  public Credentials {
    files = List.copyOf(files);
  }

  /** The usual files of the user that runs this. */
  public static Credentials ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }

  static Credentials of(Map<String, String> environment, Path home) {
    List<Path> files = new ArrayList<>();
    add(files, environment.get("REGISTRY_AUTH_FILE"), "");
    add(files, environment.get("XDG_RUNTIME_DIR"), "containers/auth.json");
    String configuration = environment.get("XDG_CONFIG_HOME");
    add(
        files,
        configuration == null ? home.resolve(".config").toString() : configuration,
        "containers/auth.json");
    String docker = environment.get("DOCKER_CONFIG");
    add(files, docker == null ? home.resolve(".docker").toString() : docker, "config.json");
    return new Credentials(files);
  }

  private static void add(
      List<Path> files, @org.jspecify.annotations.Nullable String folder, String name) {
    if (folder != null && !folder.isEmpty()) {
      files.add(name.isEmpty() ? Path.of(folder) : Path.of(folder).resolve(name));
    }
  }

  /**
   * What {@code Basic} authentication sends to the registry of {@code name}; the entry for the
   * longest part of the repository's name counts.
   *
   * @throws RegistryException if a file is not what it should be
   */
  Optional<String> basic(ImageName name) throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        continue;
      }
      JsonNode entries;
      try {
        entries = JSON.readTree(Files.readAllBytes(file)).path("auths");
      } catch (JacksonException malformed) {
        throw new RegistryException(
            "the credentials in '" + file + "' are not JSON", "write them anew with podman login");
      }
      for (String key : keys(name)) {
        Optional<String> found = entry(entries.path(key));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> keys(ImageName name) {
    List<String> keys = new ArrayList<>();
    String longest = name.registry() + "/" + name.repository();
    for (int end = longest.length(); end > 0; end = longest.lastIndexOf('/', end - 1)) {
      keys.add(longest.substring(0, end));
    }
    keys.add("https://" + name.registry());
    if (name.registry().equals("docker.io")) {
      keys.add("https://index.docker.io/v1/");
      keys.add("index.docker.io");
    }
    return keys;
  }

  private static Optional<String> entry(JsonNode entry) {
    String both = entry.path("auth").asString("");
    if (!both.isEmpty()) {
      return Optional.of(both);
    }
    String user = entry.path("username").asString("");
    String password = entry.path("password").asString("");
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
  }
}
