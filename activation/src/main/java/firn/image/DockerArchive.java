package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the archive that {@code docker load}, {@code podman load} and {@code skopeo
 * docker-archive:} read: the layers' tars, the images' configurations and a {@code manifest.json}
 * that names them (Docker Image Specification v1.2, "Combined Image JSON + Filesystem Changeset
 * Format").
 */
public final class DockerArchive {
  private static final JsonMapper JSON = new JsonMapper();

  private DockerArchive() {}

  /** Writes images one after the other; a layer that several have is written once. */
  public static void write(OutputStream out, List<Image> images) throws IOException {
    write(ArchiveOutput.plain(out), images);
  }

  static void write(ArchiveOutput out, List<Image> images) throws IOException {
    ArrayNode manifest = JSON.createArrayNode();
    Set<String> written = new HashSet<>();
    for (Image image : images) {
      for (Layer layer : image.layers()) {
        if (written.add(layer.digest())) {
          out.member(entry(nameOf(layer), layer.size()), layer);
        }
      }
      byte[] configuration = image.configurationBytes();
      String configurationName = image.id() + ".json";
      if (written.add(configurationName)) {
        put(out, configurationName, configuration);
      }
      ObjectNode described = manifest.addObject();
      described.put("Config", configurationName);
      described.putArray("RepoTags").add(image.reference());
      ArrayNode names = described.putArray("Layers");
      image.layers().forEach(layer -> names.add(nameOf(layer)));
    }
    put(out, "manifest.json", JSON.writeValueAsBytes(manifest));
    new TarWriter(out.entries()).finish();
  }

  private static String nameOf(Layer layer) {
    return layer.digest() + "/layer.tar";
  }

  private static void put(ArchiveOutput out, String name, byte[] bytes) throws IOException {
    new TarWriter(out.entries()).write(entry(name, bytes.length), new ByteArrayInputStream(bytes));
  }

  static TarEntry entry(String name, long size) {
    return new TarEntry(
        name, TarEntry.Kind.FILE, 0444, 0, 0, "", "", size, 0, "", 0, 0, new TreeMap<>());
  }
}
