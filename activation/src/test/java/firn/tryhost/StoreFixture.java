package firn.tryhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A store folder with systems written by hand, as the system modules would build them. */
public final class StoreFixture {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final @Nullable String rootTree;

  /**
   * @param folder stands for {@code /nix/store}
   * @param rootTree the logical path of a root tree in it, or null
   */
  public StoreFixture(Path folder, @Nullable String rootTree) {
    this.folder = folder;
    this.rootTree = rootTree;
  }

  public Path resolve(String logical) {
    return logical.startsWith("/nix/store/")
        ? folder.resolve(logical.substring("/nix/store/".length()))
        : Path.of(logical);
  }

  /** Adds a file and returns its logical path. */
  public String file(String name, String text) throws IOException {
    String unique = Integer.toHexString(text.hashCode()) + "-" + name;
    Files.createDirectories(folder.resolve(unique));
    Files.writeString(folder.resolve(unique).resolve(name), text);
    return "/nix/store/" + unique + "/" + name;
  }

  public SystemBuilder system(String name) {
    return new SystemBuilder(name);
  }

  /** A system, put together part by part. */
  public final class SystemBuilder {
    private final String name;
    private final Map<String, Object> etc = new LinkedHashMap<>();
    private final Map<String, Object> units = new LinkedHashMap<>();
    private final Map<String, Object> users = new LinkedHashMap<>();
    private final Map<String, Object> groups = new LinkedHashMap<>();
    private final Map<String, Object> containers = new LinkedHashMap<>();
    private final List<Object> health = new ArrayList<>();

    private SystemBuilder(String name) {
      this.name = name;
    }

    public SystemBuilder etc(String path, String text) throws IOException {
      etc.put(path, Map.of("source", file("etc", text), "mode", "symlink"));
      return this;
    }

    public SystemBuilder copy(String path, String text, String mode) throws IOException {
      etc.put(path, Map.of("source", file("etc", text), "mode", mode));
      return this;
    }

    public SystemBuilder unit(String unit, String text, String... wantedBy) throws IOException {
      units.put(unit, Map.of("source", file(unit, text), "wantedBy", List.of(wantedBy)));
      return this;
    }

    public SystemBuilder user(String user, @Nullable Integer uid, String group) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("uid", uid);
      fields.put("group", group);
      fields.put("home", "/home/" + user);
      fields.put("createHome", true);
      fields.put("isSystemUser", uid == null);
      users.put(user, fields);
      return this;
    }

    public SystemBuilder group(String group, @Nullable Integer gid) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("gid", gid);
      groups.put(group, fields);
      return this;
    }

    public SystemBuilder container(String container, String system) {
      containers.put(
          container,
          Map.of(
              "system",
              system,
              "unit",
              "container@" + container + ".service",
              "stateDir",
              "/var/lib/nixos-containers/" + container,
              "autoStart",
              true));
      return this;
    }

    public SystemBuilder page(String check, String url, String body) {
      health.add(
          Map.of("name", check, "type", "http", "url", url, "expectBody", body, "timeoutSec", 15));
      return this;
    }

    /** Writes the system and returns its logical path. */
    public String build() throws IOException {
      Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
      manifest.put("version", 1);
      manifest.put("name", name);
      manifest.put("stateVersion", "24.11");
      manifest.put("isContainer", false);
      manifest.put("root", rootTree);
      manifest.put("path", "/nix/store/none");
      manifest.put("etc", etc);
      manifest.put("units", units);
      manifest.put("users", Map.of("mutable", true, "users", users, "groups", groups));
      manifest.put("activationScript", null);
      manifest.put("containers", containers);
      manifest.put("ociContainers", Map.of());
      manifest.put("health", health);
      String text = JSON.writeValueAsString(manifest);
      String logical = file("manifest.json", text);
      return logical.substring(0, logical.length() - "/manifest.json".length());
    }
  }
}
