package firn.image;

import firn.store.build.BuildException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An image by what it is made of: small enough to lie in the store instead of the image, and enough
 * to write the image from, byte for byte, wherever its store paths are.
 *
 * @param configuration the image configuration without {@code rootfs}
 * @param base the archive or layout of the image below, or null
 * @param baseName which of the images in it, as {@code name:tag}, or null for the first
 * @param layers those above the base's, the lowest first
 */
public record ImageDescription(
    String name,
    String tag,
    ObjectNode configuration,
    @Nullable String base,
    @Nullable String baseName,
    List<LayerSpec> layers) {
  private static final JsonMapper JSON = new JsonMapper();

  public ImageDescription {
    layers = List.copyOf(layers);
  }

  /** Reads what {@link #json} wrote. */
  public static ImageDescription of(JsonNode node) {
    List<LayerSpec> layers = new ArrayList<>();
    node.path("layers").forEach(layer -> layers.add(LayerSpec.of(layer)));
    return new ImageDescription(
        node.path("name").asString(),
        node.path("tag").asString(),
        (ObjectNode) node.path("configuration"),
        node.path("base").asString(null),
        node.path("baseName").asString(null),
        layers);
  }

  /** The same, with what its layers come to, so that nobody needs to read them to learn that. */
  ImageDescription read(Image image) {
    int below = image.layers().size() - layers.size();
    List<LayerSpec> read = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      read.add(layers.get(i).read(image.layers().get(below + i)));
    }
    return new ImageDescription(name, tag, configuration, base, baseName, read);
  }

  /** All of it as JSON. */
  public ObjectNode json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", 1);
    node.put("name", name);
    node.put("tag", tag);
    node.set("configuration", configuration.deepCopy());
    node.put("base", base);
    node.put("baseName", baseName);
    ArrayNode list = node.putArray("layers");
    layers.forEach(layer -> layer.putInto(list.addObject()));
    return node;
  }

  /**
   * The image itself. Layers whose digest is not remembered are read, several at a time.
   *
   * @param storeDir the directory beside which layers are remembered
   * @param scratch a folder for what a base image must be unpacked to
   */
  public Image open(StoreFiles files, Path storeDir, Path scratch)
      throws IOException, BuildException {
    BaseImage below = base == null ? null : BaseImage.read(files.physical(base), baseName, scratch);
    return open(files, storeDir, below, Layer::of);
  }

  /**
   * The image itself.
   *
   * @param reader reads layers whose digest is not remembered, several at a time
   */
  Image open(StoreFiles files, Path storeDir, @Nullable BaseImage below, Layer.Reader reader)
      throws IOException {
    List<Layer> all = new ArrayList<>(below == null ? List.of() : below.layers());
    LayerMemory memory = LayerMemory.beside(storeDir);
    try {
      all.addAll(
          layers.parallelStream()
              .map(layer -> {
                try {
                  return layer.open(files, memory, reader);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
    return new Image(name, tag, configuration, all);
  }
}
