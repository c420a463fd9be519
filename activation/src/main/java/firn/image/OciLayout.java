package firn.image;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
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

  /** Writes the image to {@code folder}, which is made. */
  public static void write(Path folder, Image image, Compression compression) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    ArrayNode layers = JSON.createArrayNode();
    for (Layer layer : image.layers()) {
      layers.add(layer(blobs, layer, compression));
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

  private static ObjectNode layer(Path blobs, Layer layer, Compression compression)
      throws IOException {
    Path fresh = Files.createTempFile(blobs.getParent(), "new-", null);
    HashingOutputStream hashing =
        new HashingOutputStream(Hashing.sha256(), Files.newOutputStream(fresh));
    CountingOutputStream counting = new CountingOutputStream(hashing);
    try (OutputStream out = compression.compress(counting)) {
      layer.writeTo(out);
    }
    String digest = hashing.hash().toString();
    Path blob = blobs.resolve(digest);
    if (Files.exists(blob)) {
      Files.delete(fresh);
    } else {
      Files.move(fresh, blob);
    }
    return OciManifest.descriptor(
        OciManifest.LAYER_TYPE + compression.mediaTypeSuffix(), digest, counting.getCount());
  }

  private static ObjectNode blob(Path blobs, byte[] bytes, String type) throws IOException {
    String digest = Hashing.sha256().hashBytes(bytes).toString();
    Files.write(blobs.resolve(digest), bytes);
    return OciManifest.descriptor(type, digest, bytes.length);
  }
}
