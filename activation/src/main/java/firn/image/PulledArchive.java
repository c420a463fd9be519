package firn.image;

import com.google.common.hash.Hashing;
import firn.image.tar.TarEntry;
import firn.image.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a pulled image as {@code skopeo copy docker://… docker-archive:…} writes it, byte for
 * byte: the hashes that configurations hold for {@code pullImage} were made of that. Besides what
 * {@link DockerArchive} writes it has the members that Docker read before version 1.10.
 */
final class PulledArchive {
  private static final JsonMapper JSON = new JsonMapper();

  /** What the last layer of old tells of the image, in the order of its names. */
  private static final List<String> FIELDS =
      List.of(
          "architecture",
          "config",
          "container",
          "container_config",
          "created",
          "docker_version",
          "os");

  private PulledArchive() {}

  /** Writes one image whose layers are uncompressed files. */
  static void write(
      OutputStream out, String name, String tag, byte[] configuration, List<Path> layerFiles)
      throws IOException {
    TarWriter tar = new TarWriter(out);
    Set<String> written = new HashSet<>();
    ArrayNode members = JSON.createArrayNode();
    TreeMap<String, String> fields = RawJson.fields(configuration);
    StringBuilder chain = new StringBuilder();
    String parent = "";
    TreeMap<String, byte[]> old = new TreeMap<>();
    java.util.List<String> order = new java.util.ArrayList<>();
    for (int i = 0; i < layerFiles.size(); i++) {
      Layer layer = Layer.ofFile(layerFiles.get(i));
      String member = layer.digest() + ".tar";
      members.add(member);
      if (written.add(member)) {
        ArchiveOutput.plain(out).member(DockerArchive.entry(member, layer.size()), layer);
      }
      String digest = "sha256:" + layer.digest();
      String id = chain.isEmpty() ? digest : "sha256:" + hash(chain + " " + digest);
      chain.replace(0, chain.length(), id);
      TreeMap<String, String> described = new TreeMap<>();
      if (i == layerFiles.size() - 1) {
        FIELDS.forEach(field -> described.put(field, fields.getOrDefault(field, "null")));
      }
      if (!parent.isEmpty()) {
        described.put("parent", quoted(parent));
      }
      described.put("layer_id", quoted(id));
      String folder = hash(object(described));
      described.remove("layer_id");
      described.put("id", quoted(folder));
      old.put(folder, object(described).getBytes(StandardCharsets.UTF_8));
      order.add(folder + " ../" + member);
      parent = folder;
    }
    String configurationName = Hashing.sha256().hashBytes(configuration) + ".json";
    put(tar, configurationName, configuration);
    for (String each : order) {
      String folder = each.substring(0, each.indexOf(' '));
      if (written.add(folder)) {
        tar.write(link(folder + "/layer.tar", each.substring(each.indexOf(' ') + 1)));
        put(tar, folder + "/VERSION", "1.0".getBytes(StandardCharsets.UTF_8));
        put(tar, folder + "/json", old.getOrDefault(folder, new byte[0]));
      }
    }
    ArrayNode manifest = JSON.createArrayNode();
    ObjectNode image = manifest.addObject();
    image.put("Config", configurationName);
    image.putArray("RepoTags").add(name + ":" + tag);
    image.set("Layers", members);
    put(tar, "manifest.json", JSON.writeValueAsBytes(manifest));
    ObjectNode repositories = JSON.createObjectNode();
    repositories.putObject(name).put(tag, parent);
    put(tar, "repositories", JSON.writeValueAsBytes(repositories));
    tar.finish();
  }

  private static String object(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("{");
    fields.forEach((key, value) ->
        text.append(text.length() > 1 ? "," : "").append(quoted(key)).append(':').append(value));
    return text.append('}').toString();
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  private static void put(TarWriter tar, String name, byte[] bytes) throws IOException {
    tar.write(DockerArchive.entry(name, bytes.length), new ByteArrayInputStream(bytes));
  }

  private static TarEntry link(String name, String target) {
    return new TarEntry(
        name, TarEntry.Kind.SYMLINK, 0, 0, 0, "", "", 0, 0, target, 0, 0, new TreeMap<>());
  }

  /** The layers of a pulled image in files of their own, uncompressed. */
  static List<Path> uncompressed(List<Path> layers, Path scratch) throws IOException {
    java.util.List<Path> plain = new java.util.ArrayList<>();
    for (Path layer : layers) {
      plain.add(Compression.uncompressed(layer, Files.createDirectories(scratch)));
    }
    return plain;
  }
}
