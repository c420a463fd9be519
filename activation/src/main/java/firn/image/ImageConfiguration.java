package firn.image;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The configuration of an image: what the user declared, over what its base image brings. */
final class ImageConfiguration {
  private static final JsonMapper JSON = new JsonMapper();

  private ImageConfiguration() {}

  /**
   * The image's configuration without its {@code rootfs}.
   *
   * @param created an RFC 3339 time
   * @param architecture as Go names it: {@code amd64}, {@code arm64}
   * @param declared the value of {@code config}: {@code Cmd}, {@code Env}, {@code ExposedPorts}, …
   * @param base the base image's configuration; of it only the environment lives on, each variable
   *     until redeclared
   */
  static ObjectNode of(
      String created, String architecture, JsonNode declared, @Nullable JsonNode base) {
    ObjectNode configuration = JSON.createObjectNode();
    configuration.put("created", created);
    configuration.put("architecture", architecture);
    configuration.put("os", "linux");
    ObjectNode config =
        declared.isObject() ? (ObjectNode) declared.deepCopy() : JSON.createObjectNode();
    JsonNode inherited = base == null ? JSON.createArrayNode() : base.path("config").path("Env");
    if (!inherited.isEmpty()) {
      Map<String, String> variables = new LinkedHashMap<>();
      inherited.forEach(variable -> put(variables, variable.asString("")));
      config.path("Env").forEach(variable -> put(variables, variable.asString("")));
      ArrayNode merged = config.putArray("Env");
      variables.values().forEach(merged::add);
    }
    configuration.set("config", config);
    return configuration;
  }

  private static void put(Map<String, String> variables, String assignment) {
    int equals = assignment.indexOf('=');
    variables.put(equals < 0 ? assignment : assignment.substring(0, equals), assignment);
  }
}
