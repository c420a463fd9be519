package firn.image;

import com.google.common.hash.Hashing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an image as an OCI layout: a folder of blobs (OCI Image Layout Specification 1.0). */
public final class OciLayout {
  private static final JsonMapper JSON = new JsonMapper();

  private OciLayout() {}

  /**
   * Writes the image to {@code folder}, which is made.
   *
   * @param name what the folder is called in the store
   */
  static void write(Path folder, String name, Image image, CompressedLayers compressed)
      throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    ArrayNode layers = JSON.createArrayNode();
    for (Layer layer : image.layers()) {
      ObjectNode described = layer(blobs, layer, compressed);
      layers.add(described);
      if (compressed.compression() != Compression.NONE) {
        String blob = described.path("digest").asString().replace(':', '/');
        compressed.remember(layer, name + "/blobs/" + blob, 0);
      }
    }
    ObjectNode configuration =
        blob(blobs, image.configurationBytes(), OciManifest.CONFIGURATION_TYPE);
    byte[] manifest = OciManifest.of(configuration, layers);
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2);
    ObjectNode entry = blob(blobs, manifest, OciManifest.TYPE);
    entry.putObject("annotations").put("org.opencontainers.image.ref.name", image.tag());
    index.putArray("manifests").add(entry);
    Files.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
  }

  private static ObjectNode layer(Path blobs, Layer layer, CompressedLayers layers)
      throws IOException {
    Compression compression = layers.compression();
    String digest = layer.digest();
    long size = layer.size();
    Layer.Source source = layer::writeTo;
    if (compression != Compression.NONE) {
      CompressedLayer compressed = layers.of(layer);
      digest = compressed.digest();
      size = compressed.size();
      source = compressed::writeTo;
    }
    Path blob = blobs.resolve(digest);
    if (!Files.exists(blob)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(blob), 1 << 16)) {
        source.writeTo(out);
      }
    }
    return OciManifest.descriptor(
        OciManifest.LAYER_TYPE + compression.mediaTypeSuffix(), digest, size);
  }

  private static ObjectNode blob(Path blobs, byte[] bytes, String type) throws IOException {
    String digest = Hashing.sha256().hashBytes(bytes).toString();
    Files.write(blobs.resolve(digest), bytes);
    return OciManifest.descriptor(type, digest, bytes.length);
  }
}
