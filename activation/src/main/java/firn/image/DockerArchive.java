package firn.image;

import com.google.common.hash.Hashing;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the archive that {@code docker load}, {@code podman load} and {@code skopeo
 * docker-archive:} read: the layers' tars, the image's configuration and a {@code manifest.json}
 * that names them (Docker Image Specification v1.2, "Combined Image JSON + Filesystem Changeset
 * Format").
 */
final class DockerArchive {
  private static final ObjectMapper JSON = new JsonMapper();

  private DockerArchive() {}

  /**
   * Writes one image.
   *
   * @param reference {@code name:tag}
   * @param configuration the image configuration without {@code rootfs}, which is filled in from
   *     the layers
   */
  static void write(
      OutputStream out, String reference, ObjectNode configuration, List<Layer> layers)
      throws IOException {
    ObjectNode rootfs = configuration.putObject("rootfs");
    rootfs.put("type", "layers");
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    layers.forEach(layer -> diffIds.add("sha256:" + layer.digest()));
    byte[] configurationBytes = JSON.writeValueAsBytes(configuration);
    String configurationName = Hashing.sha256().hashBytes(configurationBytes) + ".json";

    ArrayNode manifest = JSON.createArrayNode();
    ObjectNode image = manifest.addObject();
    image.put("Config", configurationName);
    image.putArray("RepoTags").add(reference);
    ArrayNode names = image.putArray("Layers");
    layers.forEach(layer -> names.add(nameOf(layer)));

    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      Set<String> written = new HashSet<>();
      for (Layer layer : layers) {
        if (written.add(layer.digest())) {
          putLayer(tar, layer);
        }
      }
      put(tar, configurationName, configurationBytes);
      put(tar, "manifest.json", JSON.writeValueAsBytes(manifest));
    }
  }

  private static String nameOf(Layer layer) {
    return layer.digest() + "/layer.tar";
  }

  private static void putLayer(TarArchiveOutputStream tar, Layer layer) throws IOException {
    tar.putArchiveEntry(entry(nameOf(layer), layer.size()));
    CountingOutputStream counting = new CountingOutputStream(tar);
    layer.source().writeTo(counting);
    if (counting.getCount() != layer.size()) {
      throw new IOException("a layer's files changed while the image was written");
    }
    tar.closeArchiveEntry();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    tar.putArchiveEntry(entry(name, bytes.length));
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(0444);
    entry.setModTime(0);
    entry.setIds(0, 0);
    return entry;
  }
}
