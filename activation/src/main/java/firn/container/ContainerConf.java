package firn.container;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a container as they stand in {@code /etc/nixos-containers/NAME.conf}: lines of
 * {@code KEY=value}, with the keys that nixos-container uses.
 */
public record ContainerConf(Map<String, String> values) {
  public static final String PRIVATE_NETWORK = "PRIVATE_NETWORK";
  public static final String HOST_ADDRESS = "HOST_ADDRESS";
  public static final String LOCAL_ADDRESS = "LOCAL_ADDRESS";
  public static final String LOCAL_ADDRESS6 = "LOCAL_ADDRESS6";
  public static final String HOST_BRIDGE = "HOST_BRIDGE";
  public static final String HOST_PORT = "HOST_PORT";
  public static final String AUTO_START = "AUTO_START";
  public static final String FLAKE = "FLAKE";

  /** The settings in the text of such a file; lines of another form are passed over. */
  public static ContainerConf parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return new ContainerConf(values);
  }

  /** A setting, or null where it is missing or empty. */
  public @Nullable String get(String key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The container's own address, without the length of its network, or null if it has none. */
  public @Nullable String address() {
    String found = get(LOCAL_ADDRESS) == null ? get(LOCAL_ADDRESS6) : get(LOCAL_ADDRESS);
    return found == null ? null : found.split("/", 2)[0];
  }

  /** The text of the file. */
  public String text() {
    StringBuilder out = new StringBuilder();
    values.forEach((key, value) -> out.append(key).append('=').append(value).append('\n'));
    return out.toString();
  }
}
