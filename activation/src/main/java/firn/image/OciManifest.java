package firn.image;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The manifest of one image (OCI Image Manifest Specification 1.0). */
public final class OciManifest {
  public static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  public static final String CONFIGURATION_TYPE = "application/vnd.oci.image.config.v1+json";

  /** Of an uncompressed layer; a compressed one adds how. */
  public static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";

  private static final JsonMapper JSON = new JsonMapper();

  private OciManifest() {}

  /** What points to a blob. */
  public static ObjectNode descriptor(String type, String digest, long size) {
    ObjectNode node = JSON.createObjectNode();
    node.put("mediaType", type);
    node.put("digest", "sha256:" + digest);
    node.put("size", size);
    return node;
  }

  public static byte[] of(ObjectNode configuration, ArrayNode layers) {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", TYPE);
    manifest.set("config", configuration);
    manifest.set("layers", layers);
    return JSON.writeValueAsBytes(manifest);
  }
}
