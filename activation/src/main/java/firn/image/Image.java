package firn.image;

import com.google.common.hash.Hashing;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An image, ready to be written to an archive, a layout or a registry.
 *
 * @param name the repository, without a tag
 * @param configuration the image configuration without {@code rootfs}
 * @param layers the lowest first
 */
public record Image(String name, String tag, ObjectNode configuration, List<Layer> layers) {
  private static final JsonMapper JSON = new JsonMapper();

  public Image {
    layers = List.copyOf(layers);
  }

  /** {@code name:tag}. */
  public String reference() {
    return name + ":" + tag;
  }

  /** The configuration as it is kept, {@code rootfs} and all. */
  public byte[] configurationBytes() {
    ObjectNode whole = configuration.deepCopy();
    ObjectNode rootfs = whole.putObject("rootfs");
    rootfs.put("type", "layers");
    ArrayNode digests = rootfs.putArray("diff_ids");
    layers.forEach(layer -> digests.add("sha256:" + layer.digest()));
    return JSON.writeValueAsBytes(whole);
  }

  /** Hexadecimal SHA-256 of {@link #configurationBytes}: what engines call the image's id. */
  public String id() {
    return Hashing.sha256().hashBytes(configurationBytes()).toString();
  }

  public Image named(String otherName, String otherTag) {
    return new Image(otherName, otherTag, configuration, layers);
  }
}
