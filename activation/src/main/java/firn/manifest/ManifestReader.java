package firn.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code manifest.json}. Strict: an unknown key, a wrong type, a name that would leave its
 * folder and a version from the future are refused, for what is read here ends up as paths and
 * command lines of root.
 */
public final class ManifestReader {
  /** The version of the contract this reader knows. */
  public static final int VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern UNIT_NAME =
      Pattern.compile(
          // Only the root's own units begin with a dash; others would be taken for an option.
          "(?:-(?=\\.(?:mount|slice)$)|[A-Za-z0-9:_.\\\\][A-Za-z0-9:_.\\\\-]*)(@[A-Za-z0-9:_.\\\\-]*)?"
              + "\\.(service|socket|timer|target|mount|automount|swap|path|slice|scope|device)");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}\\$?");
  private static final Pattern CONTAINER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern MODE = Pattern.compile("symlink|[0-7]{3,4}");
  private static final Pattern HOME_MODE = Pattern.compile("[0-7]{3,4}");

  private ManifestReader() {}

  /**
   * Reads the text of a manifest.
   *
   * @throws ManifestException if it is not JSON or does not keep to the contract
   */
  public static Manifest read(String json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new ManifestException("manifest.json is not JSON: " + e.getOriginalMessage());
    }
    JsonCursor top = new JsonCursor("", tree);
    int version = tree.isObject() ? top.integer("version", 0) : 0;
    if (version != VERSION) {
      throw top.complaint(
          "version " + version + " is not known; this Firn reads version " + VERSION);
    }
    top.object(
        Set.of(
            "version",
            "name",
            "stateVersion",
            "isContainer",
            "root",
            "path",
            "etc",
            "units",
            "users",
            "activationScript",
            "containers",
            "ociContainers",
            "health",
            "needs"));
    List<Need> needs = new ArrayList<>();
    for (JsonCursor need : top.items("needs")) {
      need.object(Set.of("kind", "value", "option", "place"));
      needs.add(
          new Need(
              need.text("kind"),
              need.text("value"),
              need.text("option"),
              need.textOrNull("place")));
    }
    List<HealthEntry> health = new ArrayList<>();
    for (JsonCursor check : top.items("health")) {
      health.add(health(check));
    }
    return new Manifest(
        top.text("name"),
        top.text("stateVersion", ""),
        top.flag("isContainer", false),
        storePathOrNull(top, "root"),
        top.text("path"),
        top.entries("etc", ManifestReader::etc),
        top.entries("units", ManifestReader::unit),
        users(top.get("users")),
        storePathOrNull(top, "activationScript"),
        top.entries("containers", ManifestReader::container),
        top.entries("ociContainers", ManifestReader::oci),
        List.copyOf(health),
        List.copyOf(needs));
  }

  private static EtcEntry etc(JsonCursor at) {
    relative(at, name(at, "etc"));
    at.object(Set.of("source", "mode", "user", "group"));
    String mode = at.text("mode", "symlink");
    if (!MODE.matcher(mode).matches()) {
      throw at.complaint("the mode `" + mode + "` is neither `symlink` nor octal permissions");
    }
    return new EtcEntry(
        storePath(at, "source"), mode, at.text("user", "root"), at.text("group", "root"));
  }

  private static UnitEntry unit(JsonCursor at) {
    unitName(at, name(at, "units"));
    at.object(Set.of("source", "dropIn", "wantedBy", "requiredBy", "upheldBy", "aliases"));
    UnitEntry unit =
        new UnitEntry(
            storePathOrNull(at, "source"),
            at.flag("dropIn", false),
            at.texts("wantedBy"),
            at.texts("requiredBy"),
            at.texts("upheldBy"),
            at.texts("aliases"));
    for (List<String> names :
        List.of(unit.wantedBy(), unit.requiredBy(), unit.upheldBy(), unit.aliases())) {
      names.forEach(name -> unitName(at, name));
    }
    return unit;
  }

  private static UsersEntry users(JsonCursor at) {
    at.object(Set.of("mutable", "users", "groups"));
    return new UsersEntry(
        at.flag("mutable", true),
        at.entries("users", ManifestReader::user),
        at.entries("groups", ManifestReader::group));
  }

  private static UserEntry user(JsonCursor at) {
    account(at, name(at, "users.users"));
    at.object(
        Set.of(
            "uid",
            "group",
            "extraGroups",
            "home",
            "createHome",
            "homeMode",
            "shell",
            "description",
            "isSystemUser",
            "hashedPassword",
            "initialHashedPassword",
            "hashedPasswordFile"));
    UserEntry user =
        new UserEntry(
            at.integerOrNull("uid"),
            at.text("group"),
            at.texts("extraGroups"),
            field(at, at.text("home", "/var/empty")),
            at.flag("createHome", false),
            at.text("homeMode", "700"),
            field(at, at.text("shell", "/usr/sbin/nologin")),
            field(at, at.text("description", "")),
            at.flag("isSystemUser", false),
            fieldOrNull(at, at.textOrNull("hashedPassword")),
            fieldOrNull(at, at.textOrNull("initialHashedPassword")),
            at.textOrNull("hashedPasswordFile"));
    account(at, user.group());
    user.extraGroups().forEach(group -> account(at, group));
    if (!HOME_MODE.matcher(user.homeMode()).matches()) {
      throw at.complaint("homeMode must be octal permissions");
    }
    if (!user.home().startsWith("/")) {
      throw at.complaint("home must be an absolute path");
    }
    return user;
  }

  private static GroupEntry group(JsonCursor at) {
    account(at, name(at, "users.groups"));
    at.object(Set.of("gid", "members"));
    List<String> members = at.texts("members");
    members.forEach(member -> account(at, member));
    return new GroupEntry(at.integerOrNull("gid"), members);
  }

  private static ContainerEntry container(JsonCursor at) {
    containerName(at, name(at, "containers"));
    at.object(Set.of("system", "unit", "stateDir", "autoStart", "ephemeral", "restartIfChanged"));
    String stateDir = at.text("stateDir");
    if (!stateDir.startsWith("/")) {
      throw at.complaint("stateDir must be an absolute path");
    }
    relative(at, stateDir.substring(1));
    return new ContainerEntry(
        storePath(at, "system"),
        unitName(at, at.text("unit")),
        stateDir,
        at.flag("autoStart", false),
        at.flag("ephemeral", false),
        at.flag("restartIfChanged", true));
  }

  private static OciEntry oci(JsonCursor at) {
    containerName(at, name(at, "ociContainers"));
    at.object(
        Set.of("unit", "backend", "image", "imageFile", "imageStream", "dependsOn", "autoStart"));
    String backend = at.text("backend", "podman");
    if (!backend.equals("podman") && !backend.equals("docker")) {
      throw at.complaint("the backend `" + backend + "` is neither podman nor docker");
    }
    return new OciEntry(
        unitName(at, at.text("unit")),
        backend,
        at.text("image"),
        storePathOrNull(at, "imageFile"),
        storePathOrNull(at, "imageStream"),
        at.texts("dependsOn"),
        at.flag("autoStart", true));
  }

  private static HealthEntry health(JsonCursor at) {
    String name = at.text("name");
    int limit = at.integer("timeoutSec", 30);
    String type = at.text("type");
    return switch (type) {
      case "http" -> {
        at.object(Set.of("name", "type", "url", "expectStatus", "expectBody", "timeoutSec"));
        yield new HealthEntry.Http(
            name,
            at.text("url"),
            at.integer("expectStatus", 200),
            at.textOrNull("expectBody"),
            limit);
      }
      case "tcp" -> {
        at.object(Set.of("name", "type", "host", "port", "timeoutSec"));
        yield new HealthEntry.Tcp(name, at.text("host"), at.integer("port", 0), limit);
      }
      case "command" -> {
        at.object(Set.of("name", "type", "command", "timeoutSec"));
        List<String> command = at.texts("command");
        if (command.isEmpty()) {
          throw at.complaint("the command is empty");
        }
        yield new HealthEntry.Command(name, command, limit);
      }
      case "unit" -> {
        at.object(Set.of("name", "type", "unit", "timeoutSec"));
        yield new HealthEntry.Unit(name, unitName(at, at.text("unit")), limit);
      }
      default ->
          throw at.complaint("the type `" + type + "` is none of http, tcp, command and unit");
    };
  }

  private static String name(JsonCursor at, String above) {
    return at.place().substring(above.length() + 1);
  }

  private static String unitName(JsonCursor at, String name) {
    if (name.length() > 255 || !UNIT_NAME.matcher(name).matches()) {
      throw at.complaint("`" + name + "` is not the name of a unit");
    }
    return name;
  }

  private static void account(JsonCursor at, String name) {
    if (!ACCOUNT.matcher(name).matches()) {
      throw at.complaint("`" + name + "` is not the name of a user or group");
    }
  }

  private static void containerName(JsonCursor at, String name) {
    if (!CONTAINER.matcher(name).matches()) {
      throw at.complaint("`" + name + "` is not the name of a container");
    }
  }

  /** A path that stays below the folder it is relative to. */
  private static void relative(JsonCursor at, String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw at.complaint("`" + path + "` is not a path below its folder");
      }
    }
  }

  private static String storePath(JsonCursor at, String key) {
    String path = at.text(key);
    if (!path.startsWith("/") || path.contains("/../") || path.endsWith("/..")) {
      throw at.complaint("`" + key + "` must be an absolute path, and is `" + path + "`");
    }
    return path;
  }

  private static @Nullable String storePathOrNull(JsonCursor at, String key) {
    return at.textOrNull(key) == null ? null : storePath(at, key);
  }

  /** A text that fits a field of passwd(5): neither colon nor line break. */
  private static String field(JsonCursor at, String text) {
    if (text.indexOf(':') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
      throw at.complaint("`" + text + "` holds a colon or a line break");
    }
    return text;
  }

  private static @Nullable String fieldOrNull(JsonCursor at, @Nullable String text) {
    return text == null ? null : field(at, text);
  }
}
